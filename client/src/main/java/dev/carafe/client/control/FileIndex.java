package dev.carafe.client.control;

import dev.carafe.model.file.OwnerOnly;
import dev.carafe.model.id.BlobId;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Which content files had, by what `stat` said of them, so that an unchanged file is not read
/// again. One file of the folder for each directory that was uploaded from; all of it may be
/// deleted at any time. For one thread; of several processes that write at once the last one wins.
public final class FileIndex {
  private static final int FORMAT = 0xCAFE_1D01;

  /// A file that was touched so shortly before it was read may have changed again within one tick
  /// of its file system's clock, and look the same: it is not remembered.
  private static final Duration TICK = Duration.ofSeconds(2);

  private static final Duration KEPT_UNUSED = Duration.ofDays(60);

  private record Known(long size, FileState.Stamp stamp, BlobId id) {}

  private final Path folder;
  private final Clock clock;
  private final Map<Path, Map<String, Known>> directories = new HashMap<>();
  private final Set<Path> changed = new HashSet<>();

  /// What was looked at, and is there.
  private final Map<Path, Set<String>> present = new HashMap<>();

  private FileIndex(Path folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /// Kept in a folder, which is made when there is something to keep.
  public static FileIndex in(Path folder, Clock clock) {
    return new FileIndex(folder, clock);
  }

  /// Where it is when nobody says otherwise.
  public static Path usual() {
    return Path.of(System.getProperty("user.home", ".")).resolve(".carafe/cache/files");
  }

  /// When files that are read from now on are settled: see [#remember].
  Instant now() {
    return clock.instant();
  }

  /// The content of a file below `directory`, if it has not been touched since it was remembered.
  Optional<BlobId> known(Path directory, FileState file) {
    String name = name(directory, file);
    present.computeIfAbsent(directory, _ -> new HashSet<>()).add(name);
    Known known = entries(directory).get(name);
    return known != null && known.size == file.size() && known.stamp.equals(file.stamp())
        ? Optional.of(known.id)
        : Optional.empty();
  }

  /// Remembers what a file in this state contained; `looked` is when the state was taken, before
  /// the file was read.
  void remember(Path directory, FileState file, Instant looked, BlobId id) {
    FileState.Stamp stamp = file.stamp();
    long touched = Math.max(stamp.modified(), stamp.changed());
    long settled = TimeUnit.MILLISECONDS.toNanos(looked.minus(TICK).toEpochMilli());
    if (stamp.inode() != 0 && touched < settled) {
      entries(directory).put(name(directory, file), new Known(file.size(), stamp, id));
      changed.add(directory);
    }
  }

  private static String name(Path directory, FileState file) {
    return directory.relativize(file.path().toAbsolutePath()).toString();
  }

  private Map<String, Known> entries(Path directory) {
    return directories.computeIfAbsent(directory, this::read);
  }

  private Path file(Path directory) {
    var digest = Hashing.sha256();
    digest.update(directory.toString().getBytes(StandardCharsets.UTF_8));
    return folder.resolve(Hashing.id(digest).sha256());
  }

  private Map<String, Known> read(Path directory) {
    Path file = file(directory);
    Map<String, Known> entries = new HashMap<>();
    if (!Files.isRegularFile(file)) {
      return entries;
    }
    try (var in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
      if (in.readInt() == FORMAT) {
        for (int left = in.readInt(); left > 0; left--) {
          entries.put(in.readUTF(), known(in));
        }
      }
    } catch (IOException | RuntimeException e) {
      entries.clear(); // damaged: as if nothing had been uploaded yet
    }
    return entries;
  }

  private static Known known(DataInputStream in) throws IOException {
    long size = in.readLong();
    var stamp = new FileState.Stamp(in.readLong(), in.readLong(), in.readLong(), in.readLong());
    return new Known(size, stamp, new BlobId(HexFormat.of().formatHex(in.readNBytes(32))));
  }

  /// Keeps what was remembered. Where it cannot be kept, the next upload reads its files again.
  void save() {
    try {
      for (Path directory : changed) {
        write(directory, entries(directory));
      }
      if (!changed.isEmpty()) {
        sweep();
      }
    } catch (IOException e) {
      // Nothing depends on it.
    }
    changed.clear();
  }

  private void write(Path directory, Map<String, Known> entries) throws IOException {
    Set<String> there = present.getOrDefault(directory, Set.of());
    entries
        .keySet()
        .removeIf(name -> !there.contains(name) && !Files.exists(directory.resolve(name)));
    Files.createDirectories(folder, OwnerOnly.FOLDER);
    Path next = Files.createTempFile(folder, "next-", "", OwnerOnly.FILE);
    try (var out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(next), 1 << 16))) {
      out.writeInt(FORMAT);
      out.writeInt(entries.size());
      for (Map.Entry<String, Known> entry : entries.entrySet()) {
        out.writeUTF(entry.getKey());
        write(entry.getValue(), out);
      }
    }
    Files.move(next, file(directory), StandardCopyOption.ATOMIC_MOVE);
  }

  private static void write(Known known, DataOutputStream out) throws IOException {
    out.writeLong(known.size);
    out.writeLong(known.stamp.modified());
    out.writeLong(known.stamp.changed());
    out.writeLong(known.stamp.inode());
    out.writeLong(known.stamp.device());
    out.write(HexFormat.of().parseHex(known.id.sha256()));
  }

  /// Directories that nothing was uploaded from for long are forgotten.
  private void sweep() throws IOException {
    Instant oldest = clock.instant().minus(KEPT_UNUSED);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        if (Files.getLastModifiedTime(file).toInstant().isBefore(oldest)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }
}
