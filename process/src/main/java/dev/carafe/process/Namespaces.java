package dev.carafe.process;

import dev.carafe.model.spi.EngineException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// How this host lets us give a process mounts of its own, found out once by trying.
final class Namespaces {
  private static final List<String> AS_ROOT = List.of("unshare", "--mount");
  private static final List<String> ROOTLESS =
      List.of("unshare", "--user", "--map-root-user", "--mount");
  private static final long TRY_SECONDS = 10;

  private final List<List<String>> ways;
  private volatile Optional<List<String>> found = Optional.empty();

  Namespaces() {
    this(List.of(AS_ROOT, ROOTLESS));
  }

  Namespaces(List<List<String>> ways) {
    this.ways = List.copyOf(ways);
  }

  /// The command that runs what follows it in a new mount namespace.
  List<String> command() {
    return found.orElseGet(this::probe);
  }

  private List<String> probe() {
    List<String> refusals = new ArrayList<>();
    for (List<String> way : ways) {
      Optional<String> refusal = refusal(way);
      if (refusal.isEmpty()) {
        found = Optional.of(way);
        return way;
      }
      refusals.add("`%s`: %s".formatted(String.join(" ", way), refusal.get()));
    }
    throw new EngineException(
        """
        This host does not let the process engine mount Volumes into a container: %s.
        Run the server as root, or allow user namespaces (sysctl user.max_user_namespaces=10000, and on Debian and \
        Ubuntu kernel.unprivileged_userns_clone=1 and kernel.apparmor_restrict_unprivileged_userns=0), or use Docker: \
        carafe server start --engine docker"""
            .formatted(String.join("; ", refusals)));
  }

  private static Optional<String> refusal(List<String> way) {
    List<String> command = new ArrayList<>(way);
    command.add("true");
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String said =
          new String(process.getInputStream().readNBytes(500), StandardCharsets.UTF_8).strip();
      if (!process.waitFor(TRY_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return Optional.of("no answer in %d s".formatted(TRY_SECONDS));
      }
      return process.exitValue() == 0
          ? Optional.empty()
          : Optional.of(said.isEmpty() ? "exit code " + process.exitValue() : said);
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }
}
