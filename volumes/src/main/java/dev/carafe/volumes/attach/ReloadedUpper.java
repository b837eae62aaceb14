package dev.carafe.volumes.attach;

import dev.carafe.model.file.ContainerUser;
import dev.carafe.volumes.version.Entry;
import dev.carafe.volumes.version.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/// Lays out the uncommitted changes of a container above a newer version. Files are the same files
/// as in the old upper directory (hard links), so nothing is copied, and what is still written to
/// one shows in the new view.
final class ReloadedUpper {
  private final Path upper;
  private final Manifest base;
  private final String at;
  private final ContainerUser user;

  ReloadedUpper(Path upper, Manifest base, String at, ContainerUser user) {
    this.upper = upper;
    this.base = base;
    this.at = at;
    this.user = user;
  }

  void lay(SortedMap<String, UpperState> changes) throws IOException {
    Set<String> hiding = new HashSet<>();
    for (Map.Entry<String, UpperState> change : changes.entrySet()) {
      String path = change.getKey();
      switch (change.getValue()) {
        case UpperState.Present(Path from, StatKey stat) -> {
          present(path, from, stat);
          if (!stat.isDirectory()) {
            hiding.add(path);
          }
        }
        case UpperState.Gone _ -> {
          boolean shows = base.entry(path).isPresent() && !isBelow(path, hiding);
          if (shows && goneWhole(path, changes)) {
            makeParents(path);
            Whiteout.create(place(path));
            hiding.add(path);
          }
        }
      }
    }
  }

  private static boolean isBelow(String path, Set<String> hiding) {
    for (int slash = path.lastIndexOf('/'); slash >= 0; slash = path.lastIndexOf('/', slash - 1)) {
      if (hiding.contains(path.substring(0, slash))) {
        return true;
      }
    }
    return false;
  }

  /// A directory stays while the newer version has something in it that the container did not
  /// remove.
  private boolean goneWhole(String path, SortedMap<String, UpperState> changes) {
    return !base.hasDirectory(path)
        || base.list(path, true).stream()
            .allMatch(entry -> changes.get(entry.path()) instanceof UpperState.Gone);
  }

  private void present(String path, Path from, StatKey stat) throws IOException {
    makeParents(path);
    Path to = place(path);
    try {
      if (stat.isDirectory()) {
        makeDirectory(to, stat.permissions());
      } else if (stat.isSymlink()) {
        user.own(Files.createSymbolicLink(to, Files.readSymbolicLink(from)));
      } else {
        Files.createLink(to, from);
      }
    } catch (NoSuchFileException e) {
      if (Files.exists(from)) {
        throw e; // else it was removed since the scan
      }
    }
  }

  private Path place(String path) {
    return upper.resolve(at.isEmpty() ? path : path.substring(at.length() + 1));
  }

  private void makeParents(String path) throws IOException {
    int slash = path.lastIndexOf('/');
    String parent = slash < 0 ? "" : path.substring(0, slash);
    if (parent.equals(at) || Files.isDirectory(place(parent))) {
      return;
    }
    makeParents(parent);
    int mode =
        base.entry(parent).filter(Entry.Directory.class::isInstance).map(Entry::mode).orElse(0755);
    makeDirectory(place(parent), mode);
  }

  private void makeDirectory(Path directory, int mode) throws IOException {
    user.own(Files.createDirectory(directory));
    Files.setAttribute(directory, "unix:mode", mode);
  }
}
