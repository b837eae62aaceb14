package dev.carafe.volumes.imports;

/// How far an import is. `keptBytes` are of objects that the server had from an earlier import.
public record ImportProgress(long files, long bytes, long keptBytes, long fetchedBytes) {
  ImportProgress fetched(long fetched) {
    return new ImportProgress(files, bytes, keptBytes, fetched);
  }
}
