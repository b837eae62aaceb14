package dev.carafe.testing.journey;

import dev.carafe.client.Carafe;
import dev.carafe.testing.Installed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The containers of a server as the machine has them, also those that their server has lost:
/// processes by the marks in their environment, or what the Docker daemon lists under the server's
/// label.
public final class LiveContainers {
  private static final String ID = "CARAFE_CONTAINER_ID=";

  private LiveContainers() {}

  private static boolean inDocker() {
    return Installed.engine().equals("docker");
  }

  /// Ids of those that run, of the server that a client talks to.
  public static Set<String> of(Carafe carafe) {
    return of(Path.of(carafe.control().status().dataDir()));
  }

  /// Ids of those that run, of the server with this data folder.
  public static Set<String> of(Path dataDir) {
    return inDocker()
        ? new TreeSet<>(
            docker(
                "ps",
                "--filter",
                label(dataDir),
                "--filter",
                "label=dev.carafe.container", // and not the network that apps join
                "--format",
                "{{.Label \"dev.carafe.container\"}}"))
        : inProcesses(dataDir);
  }

  private static Set<String> inProcesses(Path dataDir) {
    Set<String> ids = new TreeSet<>();
    processes(dataDir, (_, id) -> ids.add(id));
    return ids;
  }

  /// All that a server has left on the machine, stopped containers and volumes too.
  public static List<String> leftBy(Path dataDir) {
    if (!inDocker()) {
      return List.copyOf(of(dataDir));
    }
    List<String> left = new ArrayList<>();
    for (String training : List.of("dev.carafe.training", "dev.carafe.data")) {
      String label = "label=" + training + "=" + real(dataDir);
      left.addAll(docker("ps", "--all", "--quiet", "--filter", label));
    }
    left.addAll(docker("volume", "ls", "--quiet", "--filter", label(dataDir)));
    left.addAll(docker("network", "ls", "--quiet", "--filter", label(dataDir)));
    return left;
  }

  private static String label(Path dataDir) {
    return "label=dev.carafe.data=" + real(dataDir);
  }

  private static Path real(Path dataDir) {
    try {
      return Files.exists(dataDir) ? dataDir.toRealPath() : dataDir.toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Ends one with SIGKILL, behind its server's back.
  static void kill(Path dataDir, String id) {
    if (inDocker()) {
      docker("kill", "carafe-" + id);
      return;
    }
    processesOf(
        dataDir, id, pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
  }

  /// Stops all its processes where they are, behind its server's back.
  static void freeze(Path dataDir, String id) {
    if (inDocker()) {
      docker("pause", "carafe-" + id);
      return;
    }
    processesOf(dataDir, id, pid -> run("kill", "-STOP", pid.toString()));
  }

  private static void processesOf(Path dataDir, String id, Consumer<Long> each) {
    processes(
        dataDir,
        (pid, container) -> {
          if (container.equals(id)) {
            each.accept(pid);
          }
        });
  }

  private static List<String> docker(String... arguments) {
    List<String> command = new ArrayList<>(List.of("docker"));
    command.addAll(List.of(arguments));
    return run(command.toArray(String[]::new));
  }

  private static List<String> run(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new AssertionError(String.join(" ", command) + ": " + said);
      }
      return said.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private static void processes(Path dataDir, BiConsumer<Long, String> each) {
    String mark = "CARAFE_CONTAINER_DIR=" + dataDir.toAbsolutePath();
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      for (Path process : all.filter(p -> p.getFileName().toString().matches("\\d+")).toList()) {
        String environment = environment(process);
        if (environment.contains(mark)) {
          String id =
              Arrays.stream(environment.split("\0"))
                  .filter(v -> v.startsWith(ID))
                  .map(v -> v.substring(ID.length()))
                  .findFirst()
                  .orElse("unnamed");
          each.accept(Long.valueOf(process.getFileName().toString()), id);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String environment(Path process) {
    try {
      return Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return ""; // it ended meanwhile, or belongs to someone else
    }
  }
}
