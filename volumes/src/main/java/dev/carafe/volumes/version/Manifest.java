package dev.carafe.volumes.version;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// All entries of one version, by path; never changes. Every entry's parent is a directory in it.
public final class Manifest {
  public static final Manifest EMPTY = new Manifest(new TreeMap<>());

  private final NavigableMap<String, Entry> entries;
  private final long files;
  private final long bytes;

  /// Takes the map over: its maker keeps no other reference.
  Manifest(NavigableMap<String, Entry> entries) {
    this.entries = Collections.unmodifiableNavigableMap(entries);
    long countedFiles = 0;
    long countedBytes = 0;
    for (Entry entry : entries.values()) {
      if (entry instanceof Entry.File file) {
        countedFiles++;
        countedBytes += file.size();
      }
    }
    this.files = countedFiles;
    this.bytes = countedBytes;
  }

  public Optional<Entry> entry(String path) {
    return Optional.ofNullable(entries.get(path));
  }

  /// All entries, parents before what they hold.
  public Collection<Entry> entries() {
    return entries.values();
  }

  /// What a directory holds, or the one entry if `path` is none.
  public List<Entry> list(String path, boolean recursive) {
    Entry itself = entries.get(path);
    if (itself != null && !(itself instanceof Entry.Directory)) {
      return List.of(itself);
    }
    int nameStart = path.isEmpty() ? 0 : path.length() + 1;
    return below(entries, path).values().stream()
        .filter(entry -> recursive || entry.path().indexOf('/', nameStart) < 0)
        .toList();
  }

  public boolean hasDirectory(String path) {
    return path.isEmpty() || entries.get(path) instanceof Entry.Directory;
  }

  /// How many files (not directories or links) there are.
  public long files() {
    return files;
  }

  /// The size of all files together.
  public long bytes() {
    return bytes;
  }

  /// What makes this version the other one.
  public Delta changesTo(Manifest other) {
    Map<String, Optional<Entry>> changes = new TreeMap<>();
    other.entries.forEach(
        (path, entry) -> {
          if (!entry.equals(entries.get(path))) {
            changes.put(path, Optional.of(entry));
          }
        });
    for (String path : entries.keySet()) {
      if (!other.entries.containsKey(path)) {
        changes.put(path, Optional.empty());
      }
    }
    return Delta.of(changes);
  }

  /// What stands below a directory, at any depth.
  static NavigableMap<String, Entry> below(NavigableMap<String, Entry> entries, String path) {
    // '0' is the character after '/': no other path sorts between the two.
    return path.isEmpty() ? entries : entries.subMap(path + "/", true, path + "0", false);
  }

  NavigableMap<String, Entry> copy() {
    return new TreeMap<>(entries);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Manifest that && entries.equals(that.entries);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }

  @Override
  public String toString() {
    return entries.values().toString();
  }
}
