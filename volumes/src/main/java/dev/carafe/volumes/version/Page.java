package dev.carafe.volumes.version;

import dev.carafe.model.id.BlobId;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// Neighbouring entries of a manifest, at least one, in order of path, and the blob they are stored
/// as, if they are. Never changes; equal by its entries.
final class Page {
  private final List<Entry> entries;
  private final Optional<BlobId> stored;
  private final long files;
  private final long bytes;

  Page(List<Entry> entries, Optional<BlobId> stored) {
    this.entries = List.copyOf(entries);
    this.stored = stored;
    long countedFiles = 0;
    long countedBytes = 0;
    for (Entry entry : entries) {
      if (entry instanceof Entry.File file) {
        countedFiles++;
        countedBytes += file.size();
      }
    }
    this.files = countedFiles;
    this.bytes = countedBytes;
  }

  List<Entry> entries() {
    return entries;
  }

  Optional<BlobId> stored() {
    return stored;
  }

  Page storedAs(Optional<BlobId> blob) {
    return stored.equals(blob) ? this : new Page(entries, blob);
  }

  long files() {
    return files;
  }

  long bytes() {
    return bytes;
  }

  String last() {
    return entries.getLast().path();
  }

  /// What it holds with some paths set or, where empty, removed.
  Collection<Entry> with(NavigableMap<String, Optional<Entry>> edits) {
    TreeMap<String, Entry> all = new TreeMap<>();
    entries.forEach(entry -> all.put(entry.path(), entry));
    edits.forEach(
        (path, entry) -> entry.ifPresentOrElse(e -> all.put(path, e), () -> all.remove(path)));
    return all.values();
  }

  @Override
  public boolean equals(Object other) {
    return this == other || (other instanceof Page that && entries.equals(that.entries));
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }
}
