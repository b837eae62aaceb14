package dev.carafe.server;

import dev.carafe.model.file.FileWords;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// One server per data directory: an exclusive lock held by the process, and a `server.properties`
/// that tells others the address and pid. The lock goes with the process, however it ends.
public final class ServerLock implements AutoCloseable {
  private static final String LOCK = "server.lock";
  private static final String ADDRESS = "server.properties";

  /// Who holds a data directory.
  public record Holder(String address, long pid) {}

  private final Path dataDir;
  private final FileChannel channel;

  private ServerLock(Path dataDir, FileChannel channel) {
    this.dataDir = dataDir;
    this.channel = channel;
  }

  /// Takes the lock, or throws a [ServerException] that names the holder.
  public static ServerLock take(Path dataDir) {
    try {
      Files.createDirectories(dataDir);
      Files.setPosixFilePermissions(dataDir, PosixFilePermissions.fromString("rwx------"));
      FileChannel channel =
          FileChannel.open(
              dataDir.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (tryLock(channel) == null) {
        channel.close();
        throw new ServerException(
            "Starting a server on %s is refused: %s uses it. Stop that one (carafe server stop), or name another directory with --data."
                .formatted(
                    dataDir,
                    holder(dataDir)
                        .map(h -> "the server at %s (pid %d)".formatted(h.address(), h.pid()))
                        .orElse("another server")));
      }
      Files.deleteIfExists(dataDir.resolve(ADDRESS));
      return new ServerLock(dataDir, channel);
    } catch (FileAlreadyExistsException e) {
      throw new ServerException(
          "The data directory %s is a file. Name a directory with --data.".formatted(dataDir), e);
    } catch (IOException e) {
      throw new ServerException(
          "Opening the data directory %s failed: %s. Is it writable, and is there space?"
              .formatted(dataDir, FileWords.of(e)),
          e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /// The server that uses a data directory now, if one does and has said its address.
  public static Optional<Holder> holder(Path dataDir) {
    Path file = dataDir.resolve(ADDRESS);
    if (!Files.exists(file) || !isLocked(dataDir)) {
      return Optional.empty();
    }
    Properties properties = new Properties();
    try (var in = Files.newBufferedReader(file)) {
      properties.load(in);
      return Optional.of(
          new Holder(
              properties.getProperty("address", ""),
              Long.parseLong(properties.getProperty("pid", "0"))));
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static boolean isLocked(Path dataDir) {
    try (FileChannel channel = FileChannel.open(dataDir.resolve(LOCK), StandardOpenOption.WRITE)) {
      FileLock lock = tryLock(channel);
      if (lock == null) {
        return true;
      }
      lock.release();
      return false;
    } catch (IOException e) {
      return false;
    }
  }

  /// Tells others where the holder listens.
  void announce(String address) {
    Path tmp = dataDir.resolve(ADDRESS + ".tmp");
    try {
      Files.writeString(
          tmp, "address=%s%npid=%d%n".formatted(address, ProcessHandle.current().pid()));
      Files.move(tmp, dataDir.resolve(ADDRESS), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new ServerException("Writing %s failed: %s".formatted(tmp, e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(dataDir.resolve(ADDRESS));
      channel.close();
    } catch (IOException e) {
      throw new ServerException("Releasing %s failed: %s".formatted(dataDir, e.getMessage()), e);
    }
  }
}
