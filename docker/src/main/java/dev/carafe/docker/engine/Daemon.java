package dev.carafe.docker.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import dev.carafe.model.spi.EngineException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// A Docker daemon of this machine that answers. It is where `DOCKER_HOST` says, else at
/// `/var/run/docker.sock`. Volumes, classes and the Java runtime reach containers as folders of
/// this machine, so a daemon elsewhere is refused. `prompt` is for what a daemon answers soon and
/// gives up on one that hangs; `patient` waits, for builds and streams.
public record Daemon(DockerClient prompt, DockerClient patient, String version)
    implements AutoCloseable {
  private static final String DEFAULT = "unix:///var/run/docker.sock";
  private static final int CONNECTIONS = 1_000;
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration GREETING = Duration.ofSeconds(5);

  /// Longer than the grace of any stop, which is answered at its end.
  private static final Duration SOON = Duration.ofMinutes(2);

  /// Connects, or throws an [EngineException] that says what to do.
  public static Daemon connect(Map<String, String> env) {
    String host = env.getOrDefault("DOCKER_HOST", "");
    String address = host.isEmpty() ? DEFAULT : host;
    requireHere(address);
    String version = version(address);
    return new Daemon(
        client(address, Optional.of(SOON)), client(address, Optional.empty()), version);
  }

  private static String version(String address) {
    DockerClient client = client(address, Optional.of(GREETING));
    try {
      return String.valueOf(client.versionCmd().exec().getVersion());
    } catch (RuntimeException e) {
      throw new EngineException(
          "No Docker daemon answers at %s: %s. Start it (sudo systemctl start docker), or leave Docker out with --engine process."
              .formatted(address, rootCause(e)),
          e);
    } finally {
      close(client);
    }
  }

  private static DockerClient client(String address, Optional<Duration> limit) {
    DefaultDockerClientConfig config =
        DefaultDockerClientConfig.createDefaultConfigBuilder()
            .withDockerHost(address)
            .withDockerTlsVerify(false)
            .build();
    DockerHttpClient http =
        new UnpooledHttp(
            new ZerodepDockerHttpClient.Builder()
                .dockerHost(config.getDockerHost())
                .maxConnections(CONNECTIONS)
                .connectionTimeout(CONNECT)
                .build());
    return DockerClientImpl.getInstance(
        config, limit.<DockerHttpClient>map(most -> new PromptHttp(http, most)).orElse(http));
  }

  private static void requireHere(String address) {
    if (!address.startsWith("unix://")) {
      throw new EngineException(
          "DOCKER_HOST is %s: Carafe's containers need folders of this machine, so the daemon must be here. Unset DOCKER_HOST, or point it to a unix:// socket."
              .formatted(address));
    }
    Path socket = Path.of(URI.create(address).getPath());
    if (!Files.exists(socket)) {
      throw new EngineException(
          "There is no Docker daemon: %s does not exist. Install and start one (Debian: sudo apt install docker.io), or leave Docker out with --engine process."
              .formatted(socket));
    }
    if (!Files.isReadable(socket) || !Files.isWritable(socket)) {
      throw new EngineException(
          "The Docker daemon's socket %s may not be used by this user. Join its group (sudo usermod -aG docker $USER, then log in again), or leave Docker out with --engine process."
              .formatted(socket));
    }
  }

  private static String rootCause(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }

  @Override
  public void close() {
    close(prompt);
    close(patient);
  }

  private static void close(DockerClient client) {
    try {
      client.close();
    } catch (IOException e) {
      // Its connections end with this process.
    }
  }
}
