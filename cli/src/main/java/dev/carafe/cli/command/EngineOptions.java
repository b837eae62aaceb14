package dev.carafe.cli.command;

import dev.carafe.server.ServerOptions;
import dev.carafe.server.node.gpu.GpuInventory;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/// How a server of one's own is made, for `server start` and `run`.
final class EngineOptions {
  private static final String AUTO = "auto";

  @Option(
      names = "--engine",
      paramLabel = "ENGINE",
      description =
          "Where containers live: process, docker, or auto, which is docker where a daemon answers; else CARAFE_ENGINE, else auto.")
  Optional<String> engine = Optional.empty();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The data directory; else CARAFE_DATA, else ~/.carafe/data.")
  Optional<String> data = Optional.empty();

  @Option(
      names = "--gpus",
      paramLabel = "GPUS",
      defaultValue = "",
      description =
          "Declare an inventory of GPUs, as in \"H100:2,L4:1\", or none, instead of the ones found.")
  String gpus = "";

  @Option(
      names = "--prestart",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Keep a container started ahead for each of the N functions that were last used, but for those with GPUs or buckets; 0, the default, for none.")
  int prestart;

  /// Refuses options that only a new server can follow, where one runs already.
  void requireNone(String server) {
    List<String> ignored =
        Stream.of(
                engine.filter(e -> !e.equals(AUTO)).map(e -> "--engine " + e).stream(),
                Stream.of("--gpus").filter(_ -> !gpus.isEmpty()),
                Stream.of("--prestart").filter(_ -> prestart != 0))
            .flatMap(s -> s)
            .toList();
    if (!ignored.isEmpty()) {
      throw new UsageException(
          ("%s cannot be followed: %s, and its engine was chosen when it started. Leave it out, or"
                  + " stop that server (carafe server stop), or run with a server of its own: --data"
                  + " DIR")
              .formatted(String.join(" and ", ignored), server));
    }
  }

  Path dataDir(Shell shell) {
    return data.map(shell::path).orElseGet(shell::dataDir);
  }

  ServerOptions server(Shell shell, String listen) {
    String picked =
        engine
            .or(() -> Optional.ofNullable(shell.env().get("CARAFE_ENGINE")))
            .filter(e -> !e.isEmpty())
            .orElse(AUTO);
    if (!List.of(AUTO, "process", "docker").contains(picked)) {
      throw new UsageException(
          "There is no engine %s; there are: auto, process, docker.".formatted(picked));
    }
    return new ServerOptions(
        dataDir(shell), picked, listen, inventory(), prestarted(), shell.installation().agent());
  }

  private int prestarted() {
    if (prestart < 0) {
      throw new UsageException(
          "--prestart %d is no number of functions. Write 0 or more.".formatted(prestart));
    }
    return prestart;
  }

  private List<String> inventory() {
    List<String> declared =
        Stream.of(gpus.split(",")).map(String::strip).filter(g -> !g.isEmpty()).toList();
    try {
      var _ = GpuInventory.declared(declared);
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "--gpus %s declares no inventory: %s. Write it like \"H100:2,L4:1\", or none."
              .formatted(gpus, e.getMessage()));
    }
    return declared;
  }
}
