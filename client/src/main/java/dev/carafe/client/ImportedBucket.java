package dev.carafe.client;

/// How far an import of a bucket is, or what it made: `keptBytes` are of objects that the server
/// had from an earlier one. `version` is 0 until it has ended, and `changed` says whether it is
/// new.
public record ImportedBucket(
    String volume,
    long version,
    boolean changed,
    long files,
    long bytes,
    long keptBytes,
    long fetchedBytes) {}
