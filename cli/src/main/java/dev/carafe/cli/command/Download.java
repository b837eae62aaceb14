package dev.carafe.cli.command;

import dev.carafe.cli.output.Progress;
import dev.carafe.client.FileEntry;
import dev.carafe.model.file.FileWords;
import dev.carafe.model.id.ShownName;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Files of a Volume to this machine, several at a time, small ones many to a request: they cost
/// little but the way there and back. Nothing that exists is touched without `force`; each file
/// appears whole or not at all.
final class Download {
  private static final int SHOWN = 10;
  private static final int AT_ONCE = 16;
  private static final int SMALL = 128 << 10;
  private static final int LOT_FILES = 256;
  private static final int BUFFER = 1 << 18;
  private static final byte[] ZEROS = new byte[BUFFER];
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

  /// Where the content comes from: of one file, or of several small ones one after another.
  interface Source {
    InputStream open(List<FileEntry> files);
  }

  private final Source source;
  private final Progress progress;
  private final boolean force;

  /// Files that are not whole yet.
  private final Set<Path> parts = ConcurrentHashMap.newKeySet();

  private volatile boolean interrupted;

  Download(Source source, Progress progress, boolean force) {
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
    Map<FileEntry, Path> files = new LinkedHashMap<>();
    try {
      boolean made = !Files.exists(target);
      if (itself.kind() == FileEntry.Kind.DIRECTORY) {
        Files.createDirectories(target);
      }
      for (var one : targets.entrySet()) {
        if (!one.getValue().startsWith(target.normalize())) {
          throw new CommandException(
              ShownName.of("The Volume names %s, outside of %s".formatted(one, target)));
        }
        make(one.getKey(), one.getValue(), files);
      }
      fetch(files);
      // A mode may forbid writing, and writing changes times: from the leaves up, when all is
      // there.
      for (var one : List.copyOf(targets.entrySet()).reversed()) {
        if (one.getKey().kind() == FileEntry.Kind.DIRECTORY) {
          finish(one.getKey(), one.getValue());
        }
      }
      if (itself.kind() == FileEntry.Kind.DIRECTORY && made && !itself.path().isEmpty()) {
        finish(itself, target);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          ShownName.of("Writing %s failed: %s".formatted(target, FileWords.of(e))), e);
    }
  }

  /// Each large file, and small ones together.
  private static List<List<FileEntry>> lots(Collection<FileEntry> files) {
    List<List<FileEntry>> lots = new ArrayList<>();
    List<FileEntry> small = new ArrayList<>();
    for (FileEntry file : files) {
      if (file.size() > SMALL) {
        lots.add(List.of(file));
      } else {
        small.add(file);
      }
    }
    for (int from = 0; from < small.size(); from += LOT_FILES) {
      lots.add(small.subList(from, Math.min(from + LOT_FILES, small.size())));
    }
    return lots;
  }

  /// The first file that fails ends the others.
  private void fetch(Map<FileEntry, Path> files) throws IOException {
    List<List<FileEntry>> lots = lots(files.keySet());
    long total = files.keySet().stream().mapToLong(FileEntry::size).sum();
    progress.files(files.size());
    try (Cleanup cleanup = new Cleanup();
        ExecutorService threads =
            Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
      var _ = cleanup.add(parts, this::removeParts);
      try {
        var done = new ExecutorCompletionService<Boolean>(threads);
        lots.forEach(lot -> done.submit(() -> write(lot, files, total)));
        for (int i = 0; i < lots.size(); i++) {
          var _ = done.take().get();
        }
      } catch (ExecutionException e) {
        throw failure(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CommandException("Interrupted.", e);
      } finally {
        threads.shutdownNow();
      }
    }
  }

  private static RuntimeException failure(ExecutionException failed) throws IOException {
    return switch (failed.getCause()) {
      case IOException io -> throw io;
      case RuntimeException known -> known;
      case null, default -> new IllegalStateException("A download failed", failed);
    };
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
                  ShownName.of(String.join(", ", existing.stream().limit(SHOWN).toList())),
                  existing.size() > SHOWN ? " and %d more".formatted(existing.size() - SHOWN) : "",
                  existing.size() == 1 ? "s" : ""));
    }
  }

  /// Directories and links now; a file waits in `files`.
  private static void make(FileEntry entry, Path target, Map<FileEntry, Path> files)
      throws IOException {
    switch (entry.kind()) {
      case DIRECTORY -> Files.createDirectories(target);
      case SYMLINK -> {
        createParent(target);
        Files.deleteIfExists(target);
        Files.createSymbolicLink(target, Path.of(entry.target()));
      }
      case FILE -> {
        createParent(target);
        files.put(entry, target);
      }
    }
  }

  private boolean write(List<FileEntry> lot, Map<FileEntry, Path> targets, long total)
      throws IOException {
    try (InputStream in = source.open(lot)) {
      for (FileEntry file : lot) {
        writeFile(file, Objects.requireNonNull(targets.get(file)), in, total);
      }
      if (in.read() >= 0) {
        throw new IOException("more came than the Volume lists");
      }
      return true;
    }
  }

  private void writeFile(FileEntry entry, Path target, InputStream in, long total)
      throws IOException {
    Path directory = target.toAbsolutePath().getParent();
    Path part = Files.createTempFile(directory == null ? target : directory, ".carafe-", ".part");
    parts.add(part);
    boolean whole = false;
    try {
      if (interrupted) {
        throw new CommandException("Interrupted.");
      }
      try (FileChannel out = FileChannel.open(part, StandardOpenOption.WRITE)) {
        copy(entry, in, out, total);
      }
      finish(entry, part);
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
      whole = true;
      progress.fileDone();
    } finally {
      if (!whole) {
        Files.deleteIfExists(part);
      }
      parts.remove(part);
    }
  }

  /// Where the command is interrupted.
  private void removeParts() throws IOException {
    interrupted = true;
    for (Path part : parts) {
      Files.deleteIfExists(part);
    }
  }

  /// What is zeros for as long as the buffer is left out: it becomes a hole.
  private void copy(FileEntry entry, InputStream in, FileChannel out, long total)
      throws IOException {
    byte[] buffer = new byte[Math.clamp(entry.size(), 1, BUFFER)];
    long at = 0;
    while (at < entry.size()) {
      int n = in.readNBytes(buffer, 0, (int) Math.min(entry.size() - at, buffer.length));
      if (n == 0) {
        throw new EOFException(
            "%s came without its last %d bytes".formatted(entry.path(), entry.size() - at));
      }
      boolean last = at + n == entry.size();
      if (last || !Arrays.equals(buffer, 0, n, ZEROS, 0, n)) {
        write(out, ByteBuffer.wrap(buffer, 0, n), at);
      }
      at += n;
      progress.add(n, total);
    }
  }

  private static void write(FileChannel out, ByteBuffer bytes, long from) throws IOException {
    long at = from;
    while (bytes.hasRemaining()) {
      at += out.write(bytes, at);
    }
  }

  private static void finish(FileEntry entry, Path at) throws IOException {
    Files.setPosixFilePermissions(at, permissions(entry.mode()));
    Files.setLastModifiedTime(at, FileTime.from(entry.modified()));
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
