package dev.carafe.cli.command;

import dev.carafe.cli.output.Progress;
import dev.carafe.client.FileEntry;
import dev.carafe.client.Volume;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Files of a Volume to this machine. Nothing that exists is touched without `force`; each file
/// appears whole or not at all.
final class Download {
  private static final int SHOWN = 10;
  private static final PosixFilePermission[] BITS = {
    PosixFilePermission.OTHERS_EXECUTE,
    PosixFilePermission.OTHERS_WRITE,
    PosixFilePermission.OTHERS_READ,
    PosixFilePermission.GROUP_EXECUTE,
    PosixFilePermission.GROUP_WRITE,
    PosixFilePermission.GROUP_READ,
    PosixFilePermission.OWNER_EXECUTE,
    PosixFilePermission.OWNER_WRITE,
    PosixFilePermission.OWNER_READ
  };

  private final Volume source;
  private final Progress progress;
  private final boolean force;

  Download(Volume source, Progress progress, boolean force) {
    this.source = source;
    this.progress = progress;
    this.force = force;
  }

  void run(FileEntry itself, List<FileEntry> entries, Path target) {
    Map<FileEntry, Path> targets = new LinkedHashMap<>();
    for (FileEntry entry : entries) {
      targets.put(entry, target.resolve(below(itself, entry)).normalize());
    }
    refuseExisting(targets);
    long total = entries.stream().mapToLong(FileEntry::size).sum();
    try {
      if (itself.kind() == FileEntry.Kind.DIRECTORY) {
        Files.createDirectories(target);
      }
      for (var one : targets.entrySet()) {
        if (!one.getValue().startsWith(target.normalize())) {
          throw new CommandException("The Volume names %s, outside of %s".formatted(one, target));
        }
        write(one.getKey(), one.getValue(), total);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Writing %s failed: %s".formatted(target, e.getMessage()), e);
    }
  }

  private static String below(FileEntry itself, FileEntry entry) {
    if (itself.path().isEmpty()) {
      return entry.path();
    }
    String rest = entry.path().substring(itself.path().length());
    return rest.startsWith("/") ? rest.substring(1) : rest;
  }

  private void refuseExisting(Map<FileEntry, Path> targets) {
    List<String> existing =
        targets.entrySet().stream()
            .filter(e -> e.getKey().kind() != FileEntry.Kind.DIRECTORY)
            .map(Map.Entry::getValue)
            .filter(p -> Files.exists(p, LinkOption.NOFOLLOW_LINKS))
            .map(Path::toString)
            .toList();
    if (!force && !existing.isEmpty()) {
      throw new CommandException(
          "Not downloaded: %s%s exist%s already. Overwrite with --force."
              .formatted(
                  String.join(", ", existing.stream().limit(SHOWN).toList()),
                  existing.size() > SHOWN ? " and %d more".formatted(existing.size() - SHOWN) : "",
                  existing.size() == 1 ? "s" : ""));
    }
  }

  private void write(FileEntry entry, Path target, long total) throws IOException {
    switch (entry.kind()) {
      case DIRECTORY -> Files.createDirectories(target);
      case SYMLINK -> {
        createParent(target);
        Files.deleteIfExists(target);
        Files.createSymbolicLink(target, Path.of(entry.target()));
      }
      case FILE -> {
        createParent(target);
        writeFile(entry, target, total);
      }
    }
  }

  private void writeFile(FileEntry entry, Path target, long total) throws IOException {
    Path part = target.resolveSibling(target.getFileName() + ".part");
    boolean whole = false;
    try (InputStream in = source.read(entry.path())) {
      try (OutputStream out = Files.newOutputStream(part)) {
        byte[] buffer = new byte[1 << 18];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          out.write(buffer, 0, n);
          progress.add(n, total);
        }
      }
      Files.setPosixFilePermissions(part, permissions(entry.mode()));
      Files.setLastModifiedTime(part, FileTime.from(entry.modified()));
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
      whole = true;
    } finally {
      if (!whole) {
        Files.deleteIfExists(part);
      }
    }
  }

  private static void createParent(Path target) throws IOException {
    Path parent = target.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    for (int bit = 0; bit < BITS.length; bit++) {
      if ((mode >> bit & 1) == 1) {
        permissions.add(BITS[bit]);
      }
    }
    return permissions;
  }
}
