package dev.carafe.server;

import java.nio.file.Path;
import java.util.List;

/// How a server is started. `engine` is `auto`, `process` or `docker`; `listen` is `host:port`,
/// port 0 for a free one; `gpus` declares an inventory like `H100:2`; `prestart` is for how many
/// functions a container is started ahead; `agentClassPath` holds the runtime agent's jar.
public record ServerOptions(
    Path dataDir,
    String engine,
    String listen,
    List<String> gpus,
    int prestart,
    List<Path> agentClassPath) {

  /// The address servers listen on when nothing else is said.
  public static final String DEFAULT_LISTEN = "127.0.0.1:7460";

  /// One that starts no container ahead of its need.
  public ServerOptions(
      Path dataDir, String engine, String listen, List<String> gpus, List<Path> agentClassPath) {
    this(dataDir, engine, listen, gpus, 0, agentClassPath);
  }

  public ServerOptions {
    gpus = List.copyOf(gpus);
    agentClassPath = List.copyOf(agentClassPath);
  }
}
