package dev.carafe.agent.lifecycle;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;

import dev.carafe.model.jvm.AgentJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// Waits for a file that another process is to make, whole, in a folder that both see.
public final class Arrival {
  private Arrival() {}

  /// Says in the folder that it waits, by a file, as long as it does; whether the other one came.
  /// It does not any more when that file was not touched for so long.
  public static boolean await(Path file, Duration silence) throws IOException {
    Path folder = Objects.requireNonNull(file.getParent());
    Path waiting = folder.resolve(AgentJvm.WAITING);
    try (WatchService changes = folder.getFileSystem().newWatchService()) {
      WatchKey watched = folder.register(changes, ENTRY_CREATE);
      Files.createFile(waiting);
      while (!Files.exists(file)) {
        long silent = System.currentTimeMillis() - Files.getLastModifiedTime(waiting).toMillis();
        if (silent >= silence.toMillis()) {
          return false;
        }
        if (changes.poll(silence.toMillis() - silent, TimeUnit.MILLISECONDS) != null) {
          watched.pollEvents();
          watched.reset();
        }
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      Files.deleteIfExists(waiting);
    }
  }
}
