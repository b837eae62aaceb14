package dev.carafe.volumes.imports;

/// How far an import is. `keptBytes` are of objects, and of parts of them, that the server had from
/// an earlier import.
public record ImportProgress(long files, long bytes, long keptBytes, long fetchedBytes) {}
