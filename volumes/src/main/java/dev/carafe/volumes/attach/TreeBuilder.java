package dev.carafe.volumes.attach;

import dev.carafe.model.file.ContainerUser;
import dev.carafe.volumes.content.FileBlobStore;
import dev.carafe.volumes.version.Delta;
import dev.carafe.volumes.version.Entry;
import dev.carafe.volumes.version.Manifest;
import dev.carafe.volumes.version.VolumePath;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Lays out one version as a directory, or what differs from another one. Used once, by one thread.
final class TreeBuilder {
  private final FileBlobStore blobs;
  private final TreeKind kind;
  private final ContainerUser user;
  private final Path root;
  private final Optional<Basis> basis;

  /// A tree of the same kind whose files may be shared where they are equal.
  record Basis(Path tree, Manifest manifest) {}

  TreeBuilder(
      FileBlobStore blobs, TreeKind kind, ContainerUser user, Path root, Optional<Basis> basis) {
    this.blobs = blobs;
    this.kind = kind;
    this.user = user;
    this.root = root;
    this.basis = basis;
  }

  void build(Manifest manifest) throws IOException {
    makeRoot();
    List<Entry.Directory> directories = new ArrayList<>();
    for (Entry entry : manifest.entries()) {
      Path at = root.resolve(entry.path());
      switch (entry) {
        case Entry.Directory directory -> {
          user.own(Files.createDirectory(at));
          directories.add(directory);
        }
        case Entry.Symlink link -> user.own(Files.createSymbolicLink(at, Path.of(link.target())));
        case Entry.File file -> file(file, at);
      }
    }
    finish(directories);
  }

  private void makeRoot() throws IOException {
    user.own(Files.createDirectory(root));
    Files.setAttribute(root, "unix:mode", 0755);
  }

  // Modes may forbid writing, and writing changes times: from the leaves up, when all is there.
  private void finish(List<Entry.Directory> directories) throws IOException {
    for (Entry.Directory directory : directories.reversed()) {
      finish(directory, root.resolve(directory.path()));
    }
  }

  /// Lays out what an overlay needs above another version's tree to show this one.
  void buildChanges(Delta changes, Manifest manifest) throws IOException {
    makeRoot();
    SortedMap<String, Entry.Directory> made = new TreeMap<>();
    for (Map.Entry<String, Optional<Entry>> change : changes.paths().entrySet()) {
      String path = change.getKey();
      String parent = VolumePath.parent(path);
      if (!manifest.hasDirectory(parent)) {
        continue; // what replaced the parent, or took it away, hides this too
      }
      makeDirectories(parent, manifest, made);
      Path at = root.resolve(path);
      switch (change.getValue().orElse(null)) {
        case null -> Whiteout.create(at);
        case Entry.Directory _ -> makeDirectories(path, manifest, made);
        case Entry.Symlink link -> user.own(Files.createSymbolicLink(at, Path.of(link.target())));
        case Entry.File file -> changedFile(file, at);
      }
    }
    finish(List.copyOf(made.values()));
  }

  /// The kernel looks for the bytes of a layered file in data-only layers from the lowest of the
  /// others alone, so one above that has to hold them.
  private void changedFile(Entry.File file, Path at) throws IOException {
    switch (kind) {
      case LINKS -> file(file, at);
      case LAYERED -> {
        Files.copy(blobs.file(file.blob()).orElseThrow(() -> missing(file)), at);
        user.own(at);
        finish(file, at);
      }
    }
  }

  private static NoSuchFileException missing(Entry.File file) {
    return new NoSuchFileException(file.path(), null, "its blob is missing");
  }

  private void makeDirectories(
      String path, Manifest manifest, SortedMap<String, Entry.Directory> made) throws IOException {
    if (path.isEmpty() || made.containsKey(path)) {
      return;
    }
    makeDirectories(VolumePath.parent(path), manifest, made);
    user.own(Files.createDirectory(root.resolve(path)));
    if (manifest.entry(path).orElseThrow() instanceof Entry.Directory directory) {
      made.put(path, directory);
    }
  }

  private void file(Entry.File file, Path at) throws IOException {
    switch (kind) {
      case LINKS -> blobs.link(file.blob(), (file.mode() & 0111) != 0, at);
      case LAYERED -> {
        if (!shared(file, at)) {
          LayeredFile.create(at, file.size(), blobs.relative(file.blob()));
          user.own(at);
          finish(file, at);
        }
      }
    }
  }

  private boolean shared(Entry.File file, Path at) throws IOException {
    if (basis.isEmpty() || !basis.get().manifest().entry(file.path()).equals(Optional.of(file))) {
      return false;
    }
    try {
      Files.createLink(at, basis.get().tree().resolve(file.path()));
      return true;
    } catch (FileSystemException _) {
      return false; // no more links to that one, or its tree is just being evicted
    }
  }

  private static void finish(Entry entry, Path at) throws IOException {
    Files.setLastModifiedTime(at, FileTime.from(entry.modified()));
    Files.setAttribute(at, "unix:mode", entry.mode());
  }

  /// The mode that a container sees for an entry.
  static int shownMode(TreeKind kind, Entry entry) {
    return switch (entry) {
      case Entry.File file when kind == TreeKind.LINKS -> (file.mode() & 0111) != 0 ? 0555 : 0444;
      case Entry.File file -> file.mode();
      case Entry.Directory directory -> directory.mode();
      case Entry.Symlink link -> link.mode();
    };
  }
}
