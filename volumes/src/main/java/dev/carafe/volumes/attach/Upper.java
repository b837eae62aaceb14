package dev.carafe.volumes.attach;

import dev.carafe.model.file.LocalName;
import dev.carafe.model.id.BlobId;
import dev.carafe.volumes.content.BlobBatch;
import dev.carafe.volumes.content.FileBlobStore;
import dev.carafe.volumes.version.Delta;
import dev.carafe.volumes.version.Entry;
import dev.carafe.volumes.version.Manifest;
import dev.carafe.volumes.version.VolumeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// One upper directory above one version: what in it was committed already, and what was not. Used
/// by one thread at a time.
final class Upper {
  private static final int COPY_TRIES = 3;

  private final Path directory;
  private final Manifest base;
  private final String at;
  private final TreeKind kind;
  private final Clock clock;
  private final Map<String, Seen> committed = new HashMap<>();

  /// `at` is the directory of the Volume that the container has mounted, "" for all of it.
  Upper(Path directory, Manifest base, String at, TreeKind kind, Clock clock) {
    this.directory = directory;
    this.base = base;
    this.at = at;
    this.kind = kind;
    this.clock = clock;
  }

  Path directory() {
    return directory;
  }

  Manifest base() {
    return base;
  }

  /// Changes to commit: the delta, what could not be kept, and how to remember it when committed.
  record Pending(
      Delta delta, List<String> refused, Map<String, Seen> seen, List<String> reverted) {}

  void remember(Pending pending) {
    committed.putAll(pending.seen());
    pending.reverted().forEach(committed::remove);
  }

  /// After a restart of the server, with nothing remembered: what the last version that this
  /// container made holds at the paths it touched, and what it holds elsewhere in the same form,
  /// counts as committed. `touched` is what [#touchedWith] said.
  void assumeCommitted(Manifest last, Set<String> touched) throws IOException {
    for (String path : touched) {
      // Also where it holds nothing: there may be something again that looks like the base.
      committed.put(path, new Seen(last.entry(path), Optional.empty()));
    }
    for (Map.Entry<String, UpperState> one : scan().found().entrySet()) {
      Optional<Entry> entry = last.entry(one.getKey());
      if (looksLike(one.getValue(), entry)) {
        committed.put(
            one.getKey(),
            switch (one.getValue()) {
              case UpperState.Present(_, StatKey stat) -> new Seen(entry, Optional.of(stat));
              case UpperState.Gone _ -> new Seen(Optional.empty(), Optional.empty());
            });
      }
    }
  }

  private boolean looksLike(UpperState state, Optional<Entry> entry) throws IOException {
    return switch (state) {
      case UpperState.Gone _ -> entry.isEmpty();
      case UpperState.Present(Path place, StatKey stat) ->
          switch (entry.orElse(null)) {
            case null -> false;
            case Entry.Directory directoryEntry ->
                stat.isDirectory() && directoryEntry.mode() == stat.permissions();
            case Entry.Symlink link ->
                stat.isSymlink() && Files.readSymbolicLink(place).toString().equals(link.target());
            case Entry.File file ->
                stat.isFile()
                    && stat.size() == file.size()
                    && stat.modified().equals(file.modified())
                    && modeOf(file.path(), stat) == file.mode();
          };
    };
  }

  /// Whether a commit would find something; reads no bytes, so a file that was opened for writing
  /// counts as changed.
  boolean dirty() throws IOException {
    UpperScan.Result scan = scan();
    for (Map.Entry<String, UpperState> one : scan.found().entrySet()) {
      if (mayDiffer(one.getKey(), one.getValue())) {
        return true;
      }
    }
    return committed.keySet().stream().anyMatch(path -> !scan.found().containsKey(path));
  }

  private boolean mayDiffer(String path, UpperState state) throws IOException {
    Seen seen = committed.get(path);
    return switch (state) {
      case UpperState.Gone _ -> seen == null || seen.entry().isPresent();
      case UpperState.Present(Path place, StatKey stat) when stat.isFile() ->
          seen == null || !seen.stat().equals(Optional.of(stat));
      case UpperState.Present present -> !looksLike(present, before(path));
    };
  }

  /// Whether a file that was committed so soon after it was written that its times tell nothing is
  /// still the same. What others made of it since must not be hidden by it.
  private boolean isAsCommitted(String path, UpperState state) throws IOException {
    Seen seen = committed.get(path);
    if (seen == null
        || !(state instanceof UpperState.Present(Path place, StatKey stat) && stat.isFile())) {
      return false;
    }
    try {
      return looksLike(state, seen.entry())
          && seen.entry().orElseThrow() instanceof Entry.File file
          && FileBlobStore.idOf(place).equals(file.blob());
    } catch (NoSuchFileException _) {
      return false; // as any other that vanishes after the scan
    }
  }

  /// What the Volume holds at a path as far as this container knows.
  private Optional<Entry> before(String path) {
    Seen seen = committed.get(path);
    return seen == null ? base.entry(path) : seen.entry();
  }

  private UpperScan.Result scan() throws IOException {
    return UpperScan.scan(directory, base, at);
  }

  /// The paths that a reload has to carry over, in order.
  SortedMap<String, UpperState> uncommitted() throws IOException {
    TreeMap<String, UpperState> pending = new TreeMap<>();
    SortedMap<String, UpperState> found = scan().found();
    for (Map.Entry<String, UpperState> one : found.entrySet()) {
      if (mayDiffer(one.getKey(), one.getValue()) && !isAsCommitted(one.getKey(), one.getValue())) {
        pending.put(one.getKey(), one.getValue());
      }
    }
    committed.forEach(
        (path, seen) -> {
          // Made and removed since the base: the upper directory has no trace of it.
          if (seen.entry().isPresent() && base.entry(path).isEmpty() && !found.containsKey(path)) {
            pending.put(path, new UpperState.Gone());
          }
        });
    return pending;
  }

  /// The paths where commits so far and this one differ from the base. Neither what the container
  /// made and removes nor what it removed and makes again can be told from the upper directory.
  Set<String> touchedWith(Pending pending) {
    Set<String> all = touched(committed);
    all.addAll(touched(pending.seen()));
    return all;
  }

  private Set<String> touched(Map<String, Seen> seen) {
    return seen.entrySet().stream()
        .filter(one -> !same(one.getValue().entry(), base.entry(one.getKey())))
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// Finds what changed since the last commit and stores the bytes. With `quiet` the container has
  /// ended, and its files may be taken as they are.
  Pending pending(FileBlobStore blobs, boolean quiet) throws IOException {
    Instant started = clock.instant();
    UpperScan.Result scan = scan();
    List<String> refused = new ArrayList<>(scan.special());
    Map<String, Seen> now = new ConcurrentHashMap<>();
    List<Map.Entry<String, UpperState.Present>> files = new ArrayList<>();
    for (Map.Entry<String, UpperState> one : scan.found().entrySet()) {
      String path = one.getKey();
      switch (one.getValue()) {
        case UpperState.Gone _ -> now.put(path, new Seen(Optional.empty(), Optional.empty()));
        case UpperState.Present present when present.stat().isFile() -> {
          if (mayDiffer(path, present)) {
            files.add(Map.entry(path, present));
          }
        }
        case UpperState.Present present ->
            other(path, present, refused).ifPresent(entry -> now.put(path, seen(entry)));
      }
    }
    store(blobs, files, now, started, quiet);
    return difference(now, scan, refused);
  }

  private static Seen seen(Entry entry) {
    return new Seen(Optional.of(entry), Optional.empty());
  }

  private Optional<Entry> other(String path, UpperState.Present present, List<String> refused)
      throws IOException {
    StatKey stat = present.stat();
    if (stat.isDirectory()) {
      return Optional.of(new Entry.Directory(path, stat.permissions(), stat.modified()));
    }
    Path link;
    try {
      link = Files.readSymbolicLink(present.at());
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
    try {
      String target = link.isAbsolute() ? link.toString() : LocalName.of(link);
      return Optional.of(new Entry.Symlink(path, target, stat.modified()));
    } catch (VolumeException | IOException e) {
      refused.add(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private void store(
      FileBlobStore blobs,
      List<Map.Entry<String, UpperState.Present>> files,
      Map<String, Seen> now,
      Instant started,
      boolean quiet)
      throws IOException {
    if (files.isEmpty()) {
      return;
    }
    try (BlobBatch batch = blobs.batch()) {
      if (!quiet) {
        // Pages that a mapping has dirtied show no further writes until they are on disk.
        batch.settle(files.stream().map(file -> file.getValue().at()).toList());
      }
      batch.forEach(
          files,
          file -> {
            Optional<Seen> seen = file(batch, file.getKey(), file.getValue().at(), started, quiet);
            seen.ifPresent(found -> now.put(file.getKey(), found));
          });
      batch.publish();
    }
  }

  private Optional<Seen> file(
      BlobBatch batch, String path, Path place, Instant started, boolean quiet) throws IOException {
    try {
      for (int tried = 1; ; tried++) {
        StatKey before = StatKey.of(place);
        if (!before.isFile()) {
          return Optional.empty(); // replaced since the scan; the next commit sees it
        }
        BlobBatch.Stored stored = quiet ? batch.take(place) : batch.copy(place);
        boolean steady = quiet || before.equals(StatKey.of(place));
        if (steady || tried == COPY_TRIES) {
          return Optional.of(seen(path, before, stored, steady && before.settledBefore(started)));
        }
      }
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  private Seen seen(String path, StatKey stat, BlobBatch.Stored stored, boolean reliable) {
    BlobId blob = stored.blob();
    Entry.File entry =
        new Entry.File(path, modeOf(path, stat), stat.modified(), stored.size(), blob);
    return new Seen(Optional.of(entry), reliable ? Optional.of(stat) : Optional.empty());
  }

  /// A file copied up from a tree of links has the mode of its blob; unless the container changed
  /// that, the mode it was written with still holds.
  private int modeOf(String path, StatKey stat) {
    return base.entry(path)
        .filter(Entry.File.class::isInstance)
        .filter(entry -> TreeBuilder.shownMode(kind, entry) == stat.permissions())
        .map(Entry::mode)
        .orElse(stat.permissions());
  }

  private Pending difference(Map<String, Seen> now, UpperScan.Result scan, List<String> refused) {
    TreeMap<String, Optional<Entry>> delta = new TreeMap<>();
    now.forEach(
        (path, seen) -> {
          if (!same(before(path), seen.entry())) {
            delta.put(path, seen.entry());
          }
        });
    List<String> reverted = new ArrayList<>();
    for (Map.Entry<String, Seen> one : committed.entrySet()) {
      String path = one.getKey();
      if (!scan.found().containsKey(path)) {
        reverted.add(path);
        if (!same(one.getValue().entry(), base.entry(path))) {
          delta.put(path, base.entry(path));
        }
      }
    }
    return new Pending(Delta.of(delta), refused, now, reverted);
  }

  /// Directories change their times whenever something in them does, and links have none that can
  /// be set: neither is a change.
  private static boolean same(Optional<Entry> one, Optional<Entry> other) {
    if (one.isPresent() && other.isPresent()) {
      return switch (one.get()) {
        case Entry.Directory directory ->
            other.get() instanceof Entry.Directory that && directory.mode() == that.mode();
        case Entry.Symlink link ->
            other.get() instanceof Entry.Symlink that && link.target().equals(that.target());
        case Entry.File file -> file.equals(other.get());
      };
    }
    return one.isEmpty() && other.isEmpty();
  }
}
