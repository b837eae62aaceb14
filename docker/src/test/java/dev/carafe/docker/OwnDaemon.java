package dev.carafe.docker;

import dev.carafe.docker.engine.Daemon;
import dev.carafe.model.spi.EngineException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A second Docker daemon, for a test that needs one to end or to have a full disk. Its containers
/// have no bridge. Its data lies in a file system in memory of the size that is asked for.
public final class OwnDaemon {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path folder;
  private Process daemon;

  /// Takes an image of the daemon of this machine along.
  public OwnDaemon(Path folder, String image, int mebibytes) throws Exception {
    this.folder = folder;
    Files.createDirectory(data());
    run("mount", "-t", "tmpfs", "-o", "size=%dm".formatted(mebibytes), "none", data().toString());
    this.daemon = start();
    try (Daemon there = Daemon.connect(System.getenv());
        Daemon here = Daemon.connect(environment());
        InputStream archive = there.patient().saveImageCmd(image).exec()) {
      here.patient().loadImageCmd(archive).exec();
    }
  }

  private Path data() {
    return folder.resolve("data");
  }

  /// For `Daemon.connect`.
  public Map<String, String> environment() {
    return Map.of("DOCKER_HOST", "unix://" + folder.resolve("d.sock"));
  }

  private Process start() throws Exception {
    Process started =
        new ProcessBuilder(
                List.of(
                    "unshare",
                    "--net", // one without a bridge takes away the bridge of this machine's
                    "dockerd",
                    "--data-root=" + data(),
                    "--exec-root=" + folder.resolve("exec"),
                    "--pidfile=" + folder.resolve("pid"),
                    "--host=" + environment().get("DOCKER_HOST"),
                    "--bridge=none",
                    "--iptables=false"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
            .start();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!answers()) {
      if (!started.isAlive() || System.nanoTime() > end) {
        started.destroyForcibly();
        throw new AssertionError("no daemon: " + Files.readString(folder.resolve("log")));
      }
      Thread.sleep(20);
    }
    return started;
  }

  private boolean answers() {
    try (Daemon here = Daemon.connect(environment())) {
      return !here.version().isEmpty();
    } catch (EngineException e) {
      return false;
    }
  }

  /// Ends it, and with it all containers.
  public void stop() throws InterruptedException {
    daemon.destroy();
    if (!daemon.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      daemon.destroyForcibly().waitFor();
    }
  }

  /// Ends it, and starts another one on the same data.
  public void restart() throws Exception {
    stop();
    daemon = start();
  }

  /// To be called at the end of its test.
  public void end() throws Exception {
    stop();
    run("umount", "-l", data().toString());
  }

  private static void run(String... command) throws IOException, InterruptedException {
    int code = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (code != 0) {
      throw new AssertionError(String.join(" ", command) + " ended with exit code " + code);
    }
  }
}
