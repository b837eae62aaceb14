package dev.carafe.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A copy of the host's root in which mount points can be made anywhere without touching the host:
/// folders on the way to one that does not exist are real folders of the copy, all else is bound
/// from the host.
final class OpenedRoot {
  private static final Path ROOT = Path.of("/");

  private final Path view;
  private final MountTable mounts;
  private final Set<Path> opened = new HashSet<>(Set.of(ROOT));
  private final Path first;

  /// `first` is bound before its siblings: the folder that `view` itself lies in, which else would
  /// be bound together with all that is mounted there already.
  OpenedRoot(Path view, MountTable mounts, Path first) {
    this.view = view;
    this.mounts = mounts;
    this.first = first;
  }

  /// Plans all of the root with the mount points, each at its [#place].
  void build(List<Path> mountPoints) throws IOException {
    List<Path> real = mountPoints.stream().map(OpenedRoot::real).toList();
    for (Path point : real) {
      if (!Files.isDirectory(point)) {
        openWayTo(point);
      }
    }
    Files.createDirectory(view);
    fill(ROOT);
    for (Path point : real) {
      if (opened.contains(existingAncestor(point))) {
        Files.createDirectories(inView(point));
      }
    }
  }

  /// Where a mount point is in a copy.
  static Path place(Path view, Path mountPoint) {
    return view.resolve(ROOT.relativize(real(mountPoint)));
  }

  Path inView(Path host) {
    return view.resolve(ROOT.relativize(host));
  }

  private void openWayTo(Path point) {
    for (Path way = existingAncestor(point); way != null; way = way.getParent()) {
      opened.add(way);
    }
  }

  private void fill(Path host) throws IOException {
    for (Path entry : entries(host)) {
      Path copy = inView(entry);
      if (Files.isSymbolicLink(entry)) {
        Files.createSymbolicLink(copy, Files.readSymbolicLink(entry));
      } else if (opened.contains(entry)) {
        Files.createDirectory(copy);
        fill(entry);
      } else if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
        Files.createDirectory(copy);
        mounts.same(entry, copy);
      } else if (Files.exists(entry, LinkOption.NOFOLLOW_LINKS)) {
        Files.createFile(copy);
        mounts.same(entry, copy);
      }
    }
  }

  private List<Path> entries(Path host) throws IOException {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(host)) {
      Set<Path> entries = new HashSet<>();
      all.forEach(entries::add);
      return entries.stream()
          .sorted(
              Comparator.<Path, Boolean>comparing(e -> !first.startsWith(e)).thenComparing(e -> e))
          .toList();
    }
  }

  /// The path with the links of its existing part resolved.
  private static Path real(Path path) {
    Path there = existingAncestor(path);
    try {
      return there.toRealPath().resolve(there.relativize(path)).normalize();
    } catch (IOException e) {
      return path;
    }
  }

  private static Path existingAncestor(Path path) {
    Path there = path;
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    return there;
  }
}
