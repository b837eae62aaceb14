package dev.carafe.volumes.content;

import dev.carafe.model.file.Removal;
import dev.carafe.model.id.BlobId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// The files behind the store: `blobs/ab/<sha256>`, beside it `<sha256>.x` where a hard link that
/// can be run was asked for (the mode belongs to the file, not to the link), and `tmp/`.
final class BlobFiles {
  private static final Set<PosixFilePermission> READ = PosixFilePermissions.fromString("r--r--r--");
  private static final Set<PosixFilePermission> RUN = PosixFilePermissions.fromString("r-xr-xr-x");
  private static final String EXECUTABLE = ".x";

  private final Path blobs;
  private final Path temporary;
  private final boolean modesHold;
  private final AtomicLong next = new AtomicLong();

  /// With `modesHold` a file has the mode that it is made with, whatever the process's umask.
  private BlobFiles(Path blobs, Path temporary, boolean modesHold) {
    this.blobs = blobs;
    this.temporary = temporary;
    this.modesHold = modesHold;
  }

  static BlobFiles open(Path directory) throws IOException {
    Path blobs = directory.resolve("blobs");
    Path temporary = directory.resolve("tmp");
    Files.createDirectories(blobs);
    Files.createDirectories(temporary);
    Durable.sync(directory);
    Removal.contentsOf(temporary);
    return new BlobFiles(blobs, temporary, modesHold(temporary.resolve("probe")));
  }

  private static boolean modesHold(Path probe) throws IOException {
    Files.createFile(probe, PosixFilePermissions.asFileAttribute(READ));
    boolean hold = Files.getPosixFilePermissions(probe).equals(READ);
    Files.delete(probe);
    return hold;
  }

  Path blobs() {
    return blobs;
  }

  Path temporary() {
    return temporary;
  }

  static String relative(BlobId blob) {
    return blob.sha256().substring(0, 2) + "/" + blob.sha256();
  }

  Path file(BlobId blob) {
    return blobs.resolve(relative(blob));
  }

  boolean exists(BlobId blob) {
    // No link ever stands there; and of those that look, this one throws nothing inside the JDK.
    return Files.exists(file(blob));
  }

  Path newTemporary() {
    return temporary.resolve("blob-" + next.incrementAndGet());
  }

  List<Path> temporaries() throws IOException {
    try (Stream<Path> all = Files.list(temporary)) {
      return all.toList();
    }
  }

  /// Makes a new file of these bytes; whether it has the mode of a blob.
  boolean write(Path file, byte[] content) throws IOException {
    try (SeekableByteChannel out =
        Files.newByteChannel(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(READ))) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
    }
    return modesHold;
  }

  /// Makes the directories that blobs are to stand in; durable when it returns.
  void openShelves(Collection<Path> shelves) throws IOException {
    boolean made = false;
    for (Path shelf : shelves) {
      if (!Files.isDirectory(shelf)) {
        Files.createDirectories(shelf);
        made = true;
      }
    }
    if (made) {
      Durable.sync(blobs);
    }
  }

  /// The last step of storing: `file` is on disk with these bytes, and becomes the blob, whose
  /// shelf is open.
  void publish(Path file, boolean readOnly, BlobId blob) throws IOException {
    if (!readOnly) {
      Files.setPosixFilePermissions(file, READ);
    }
    Files.move(file, file(blob), StandardCopyOption.ATOMIC_MOVE);
  }

  /// The directory that a blob stands in.
  Path shelf(BlobId blob) {
    return blobs.resolve(blob.sha256().substring(0, 2));
  }

  /// Copies all bytes inside the kernel; a file system that can shares them instead.
  static void copy(Path from, Path to) throws IOException {
    try (FileChannel in =
            FileChannel.open(from, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        FileChannel out =
            FileChannel.open(to, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
      long at = 0;
      while (true) {
        long moved = in.transferTo(at, Long.MAX_VALUE - at, out);
        if (moved <= 0) {
          return;
        }
        at += moved;
      }
    }
  }

  void link(BlobId blob, boolean executable, Path at) throws IOException {
    Path file = file(blob);
    if (Files.size(file) == 0) {
      // All empty files are one blob: their links would run out.
      Files.createFile(at, PosixFilePermissions.asFileAttribute(executable ? RUN : READ));
      return;
    }
    Path source = executable ? executable(blob) : file;
    try {
      Files.createLink(at, source);
    } catch (FileSystemException e) {
      if (e.getReason() == null || !e.getReason().contains("Too many links")) {
        throw e;
      }
      // The file has as many names as the file system allows: a fresh copy takes its place here,
      // and the old one lives on under the names it has.
      Files.move(copied(file, executable ? RUN : READ), source, StandardCopyOption.ATOMIC_MOVE);
      Files.createLink(at, source);
    }
  }

  private Path executable(BlobId blob) throws IOException {
    Path variant = blobs.resolve(relative(blob) + EXECUTABLE);
    if (!Files.exists(variant, LinkOption.NOFOLLOW_LINKS)) {
      Files.move(copied(file(blob), RUN), variant, StandardCopyOption.ATOMIC_MOVE);
    }
    return variant;
  }

  private Path copied(Path file, Set<PosixFilePermission> mode) throws IOException {
    Path copy = newTemporary();
    copy(file, copy);
    Durable.sync(copy);
    Files.setPosixFilePermissions(copy, mode);
    return copy;
  }

  List<BlobId> all() throws IOException {
    try (Stream<Path> walked = Files.walk(blobs, 2)) {
      return walked
          .map(path -> path.getFileName().toString())
          .filter(name -> name.length() == 64)
          .map(BlobId::new)
          .toList();
    }
  }

  /// Removes a blob that was written before the grace time; returns its size, or -1 when it stays.
  long delete(BlobId blob, Duration grace, Instant now) throws IOException {
    Path file = file(blob);
    try {
      if (Files.getLastModifiedTime(file).toInstant().isAfter(now.minus(grace))) {
        return -1;
      }
      long size = Files.size(file);
      Files.deleteIfExists(blobs.resolve(relative(blob) + EXECUTABLE));
      Files.delete(file);
      return size;
    } catch (NoSuchFileException _) {
      return -1;
    }
  }
}
