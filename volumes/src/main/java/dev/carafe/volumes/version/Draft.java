package dev.carafe.volumes.version;

import static dev.carafe.volumes.version.VolumeException.invalid;
import static dev.carafe.volumes.version.VolumeException.notFound;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeSet;

/// The next version while it is made, from the one before. Used by one thread, for one commit.
final class Draft {
  private static final int DIRECTORY_MODE = 0755;

  private final NavigableMap<String, Entry> entries;
  private final Instant now;

  Draft(Manifest from, Instant now) {
    this.entries = from.copy();
    this.now = now;
  }

  Manifest finish() {
    return new Manifest(entries);
  }

  /// Becomes what another version was.
  void become(Manifest other) {
    entries.clear();
    other.entries().forEach(entry -> entries.put(entry.path(), entry));
  }

  /// Applies all steps in order. Paths that exist already are refused together, unless `force`;
  /// directories that exist are no conflict.
  void apply(List<Change> changes, boolean force) {
    TreeSet<String> written = new TreeSet<>();
    TreeSet<String> conflicts = new TreeSet<>();
    for (Change change : changes) {
      for (Entry entry : writtenBy(change)) {
        Entry present = entries.get(entry.path());
        boolean merges = entry instanceof Entry.Directory && present instanceof Entry.Directory;
        if (present != null && !merges && !force && !written.contains(entry.path())) {
          conflicts.add(entry.path());
        }
        written.add(entry.path());
        put(entry);
      }
    }
    if (!conflicts.isEmpty()) {
      throw Conflicts.refused(conflicts);
    }
  }

  private List<Entry> writtenBy(Change change) {
    return switch (change) {
      case Change.Put(Entry entry) -> List.of(entry);
      case Change.Remove(String path) -> {
        take(path);
        yield List.of();
      }
      case Change.Move(String from, String to) -> {
        checkNotInside(from, to);
        yield moved(take(from), from, to);
      }
      case Change.Copy(String from, String to) -> {
        checkNotInside(from, to);
        yield moved(find(from), from, to);
      }
    };
  }

  private static void checkNotInside(String from, String to) {
    if (to.equals(from) || to.startsWith(from + "/")) {
      throw invalid("%s cannot go into itself, at %s; choose another place", from, to);
    }
  }

  private List<Entry> find(String path) {
    Entry itself = entries.get(path);
    if (itself == null) {
      throw notFound("there is no %s in the Volume%s", path, Conflicts.nearest(path, entries));
    }
    List<Entry> found = new ArrayList<>();
    found.add(itself);
    found.addAll(Manifest.below(entries, path).values());
    return found;
  }

  private List<Entry> take(String path) {
    List<Entry> found = find(path);
    found.forEach(entry -> entries.remove(entry.path()));
    return found;
  }

  private static List<Entry> moved(List<Entry> found, String from, String to) {
    return found.stream()
        .map(entry -> entry.at(to + entry.path().substring(from.length())))
        .toList();
  }

  private void put(Entry entry) {
    Entry present = entries.get(entry.path());
    if (present instanceof Entry.Directory && !(entry instanceof Entry.Directory)) {
      throw invalid(
          "%s is a directory, and a file cannot take its place; remove it first or choose another"
              + " name",
          entry.path());
    }
    if (present != null
        && !(present instanceof Entry.Directory)
        && entry instanceof Entry.Directory) {
      throw invalid(
          "%s is a file, and a directory cannot take its place; remove it first or choose another"
              + " name",
          entry.path());
    }
    makeParents(entry.path(), false);
    entries.put(entry.path(), entry);
  }

  /// Applies what a container changed: the last commit wins for each path, and what stands in its
  /// way gives way.
  void merge(Delta delta) {
    for (Optional<Entry> changed : delta.paths().values()) {
      changed.ifPresent(this::replace);
    }
    // From the leaves up, so that a removed directory goes when others left nothing in it.
    for (Map.Entry<String, Optional<Entry>> one : delta.paths().reversed().entrySet()) {
      String path = one.getKey();
      if (one.getValue().isEmpty() && Manifest.below(entries, path).isEmpty()) {
        entries.remove(path);
      }
    }
  }

  private void replace(Entry entry) {
    if (!(entry instanceof Entry.Directory)) {
      Manifest.below(entries, entry.path()).clear();
    }
    makeParents(entry.path(), true);
    entries.put(entry.path(), entry);
  }

  private void makeParents(String path, boolean overFiles) {
    String parent = VolumePath.parent(path);
    if (parent.isEmpty() || entries.get(parent) instanceof Entry.Directory) {
      return;
    }
    if (entries.containsKey(parent) && !overFiles) {
      throw invalid("%s cannot be made: %s is a file, not a directory", path, parent);
    }
    makeParents(parent, overFiles);
    entries.put(parent, new Entry.Directory(parent, DIRECTORY_MODE, now));
  }
}
