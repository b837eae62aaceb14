package dev.carafe.testing.journey;

import dev.carafe.client.Carafe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The processes of a server's containers, also of those that their server has lost: found by the
/// mark that each has in its environment.
final class ContainerProcesses {
  private ContainerProcesses() {}

  /// Those of the server that a client talks to.
  static List<Long> of(Carafe carafe) {
    return of(Path.of(carafe.control().status().dataDir()));
  }

  /// Those of the server with this data folder.
  static List<Long> of(Path dataDir) {
    String mark = "CARAFE_CONTAINER_DIR=" + dataDir.toAbsolutePath();
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      return all.filter(p -> p.getFileName().toString().matches("\\d+"))
          .filter(p -> environment(p).contains(mark))
          .map(p -> Long.valueOf(p.getFileName().toString()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String environment(Path process) {
    try {
      return new String(Files.readAllBytes(process.resolve("environ")), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return ""; // it ended meanwhile, or belongs to someone else
    }
  }

  static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }
}
