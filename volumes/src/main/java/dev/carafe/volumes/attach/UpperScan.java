package dev.carafe.volumes.attach;

import dev.carafe.model.file.LocalName;
import dev.carafe.volumes.version.Entry;
import dev.carafe.volumes.version.Manifest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads an overlay's upper directory against the version below it: which paths the container made,
/// changed or removed. Paths are those of the Volume. The directory may change meanwhile; what
/// vanishes is left out.
final class UpperScan {
  private static final String OPAQUE = "overlay.opaque";
  private static final String WHITEOUT = "overlay.whiteout";

  private final Manifest base;
  private final SortedMap<String, UpperState> found = new TreeMap<>();
  private final List<String> special = new ArrayList<>();

  private UpperScan(Manifest base) {
    this.base = base;
  }

  /// `found` in order of path; `special` names what no Volume can keep, with the reason.
  record Result(SortedMap<String, UpperState> found, List<String> special) {}

  /// Scans `upper`, which stands above the base's directory `at` ("" is its root).
  static Result scan(Path upper, Manifest base, String at) throws IOException {
    UpperScan scan = new UpperScan(base);
    scan.directory(upper, at, true);
    return new Result(scan.found, scan.special);
  }

  private void directory(Path upper, String path, boolean baseShows) throws IOException {
    List<Path> held = new ArrayList<>();
    try (DirectoryStream<Path> listed = Files.newDirectoryStream(upper)) {
      listed.forEach(held::add);
    } catch (NoSuchFileException _) {
      return;
    }
    for (Path child : held) {
      Optional<String> name = name(child);
      if (name.isEmpty()) {
        continue;
      }
      try {
        child(child, path.isEmpty() ? name.get() : path + "/" + name.get(), baseShows);
      } catch (NoSuchFileException _) {
        // Gone since the directory was listed.
      } catch (AccessDeniedException e) {
        special.add(e.getFile() + " has a mode that keeps the server from reading it");
      }
    }
  }

  private Optional<String> name(Path child) {
    try {
      return Optional.of(LocalName.of(child.getFileName()));
    } catch (IOException e) {
      special.add(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private void child(Path at, String path, boolean baseShows) throws IOException {
    StatKey stat = StatKey.of(at);
    if (stat.isWhiteout() || (stat.isFile() && stat.size() == 0 && has(at, WHITEOUT))) {
      gone(path, baseShows);
    } else if (stat.isDirectory()) {
      found.put(path, new UpperState.Present(at, stat));
      boolean merged = baseShows && base.hasDirectory(path) && !opaque(at);
      directory(at, path, merged);
      if (!merged) {
        goneBelow(path, baseShows);
      }
    } else if (stat.isFile() || stat.isSymlink()) {
      found.put(path, new UpperState.Present(at, stat));
      goneBelow(path, baseShows);
    } else {
      special.add(path + " is neither a file, a directory nor a link");
      gone(path, baseShows);
    }
  }

  private void gone(String path, boolean baseShows) {
    if (baseShows && base.entry(path).isPresent()) {
      found.put(path, new UpperState.Gone());
      goneBelow(path, true);
    }
  }

  /// What the base has below a path that hides it, as far as the container did not make it anew.
  private void goneBelow(String path, boolean baseShows) {
    if (baseShows && base.hasDirectory(path)) {
      for (Entry hidden : base.list(path, true)) {
        found.putIfAbsent(hidden.path(), new UpperState.Gone());
      }
    }
  }

  private static boolean opaque(Path directory) throws IOException {
    UserDefinedFileAttributeView attributes = attributes(directory);
    if (!attributes.list().contains(OPAQUE)) {
      return false;
    }
    ByteBuffer value = ByteBuffer.allocate(16);
    attributes.read(OPAQUE, value);
    // "x" says that there are whiteouts kept as attributes, and hides nothing.
    return StandardCharsets.UTF_8.decode(value.flip()).toString().equals("y");
  }

  private static boolean has(Path file, String attribute) throws IOException {
    return attributes(file).list().contains(attribute);
  }

  private static UserDefinedFileAttributeView attributes(Path path) {
    return Files.getFileAttributeView(
        path, UserDefinedFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
  }
}
