package dev.carafe.volumes.version;

import static dev.carafe.volumes.version.VolumeException.invalid;
import static dev.carafe.volumes.version.VolumeException.notFound;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// The next version while it is made, from the one before. Used by one thread, for one commit.
final class Draft {
  private static final int DIRECTORY_MODE = 0755;

  private final Manifest from;
  private final NavigableMap<String, Optional<Entry>> edits = new TreeMap<>();
  private final Instant now;

  Draft(Manifest from, Instant now) {
    this.from = from;
    this.now = now;
  }

  Manifest finish() {
    return from.with(edits);
  }

  private Optional<Entry> entry(String path) {
    Optional<Entry> edited = edits.get(path);
    return edited == null ? from.entry(path) : edited;
  }

  private boolean hasDirectory(String path) {
    return entry(path).orElse(null) instanceof Entry.Directory;
  }

  private void set(Entry entry) {
    edits.put(entry.path(), Optional.of(entry));
  }

  private void remove(String path) {
    edits.put(path, Optional.empty());
  }

  /// What stands below a directory now, at any depth.
  private Collection<Entry> below(String path) {
    TreeMap<String, Entry> found = new TreeMap<>();
    from.below(path).forEach(entry -> found.put(entry.path(), entry));
    edits
        .subMap(path + "/", path + "0")
        .forEach((at, edit) -> edit.ifPresentOrElse(e -> found.put(at, e), () -> found.remove(at)));
    return found.values();
  }

  /// Applies all steps in order. Paths that exist already are refused together, unless `force`;
  /// directories that exist are no conflict.
  void apply(List<Change> changes, boolean force) {
    TreeSet<String> written = new TreeSet<>();
    TreeSet<String> conflicts = new TreeSet<>();
    for (Change change : changes) {
      for (Entry entry : writtenBy(change)) {
        boolean merges = entry instanceof Entry.Directory && hasDirectory(entry.path());
        boolean present = entry(entry.path()).isPresent();
        if (present && !merges && !force && !written.contains(entry.path())) {
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
    if (to.equals(from)) {
      throw invalid("%s is that already; choose another place", from);
    }
    if (to.startsWith(from + "/")) {
      throw invalid("%s cannot go into itself, at %s; choose another place", from, to);
    }
  }

  private List<Entry> find(String path) {
    Entry itself =
        entry(path)
            .orElseThrow(
                () ->
                    notFound(
                        "there is no %s in the Volume%s",
                        path, Conflicts.nearest(path, finish().entries())));
    List<Entry> found = new ArrayList<>();
    found.add(itself);
    found.addAll(below(path));
    return found;
  }

  private List<Entry> take(String path) {
    List<Entry> found = find(path);
    found.forEach(entry -> remove(entry.path()));
    return found;
  }

  private static List<Entry> moved(List<Entry> found, String from, String to) {
    return found.stream()
        .map(entry -> entry.at(to + entry.path().substring(from.length())))
        .toList();
  }

  private void put(Entry entry) {
    Entry present = entry(entry.path()).orElse(null);
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
    set(entry);
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
      if (one.getValue().isEmpty() && below(path).isEmpty()) {
        remove(path);
      }
    }
  }

  private void replace(Entry entry) {
    if (!(entry instanceof Entry.Directory)) {
      below(entry.path()).forEach(hidden -> remove(hidden.path()));
    }
    makeParents(entry.path(), true);
    set(entry);
  }

  private void makeParents(String path, boolean overFiles) {
    String parent = VolumePath.parent(path);
    if (parent.isEmpty() || hasDirectory(parent)) {
      return;
    }
    if (entry(parent).isPresent() && !overFiles) {
      throw invalid("%s cannot be made: %s is a file, not a directory", path, parent);
    }
    makeParents(parent, overFiles);
    set(new Entry.Directory(parent, DIRECTORY_MODE, now));
  }
}
