package dev.carafe.docker.engine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carafe.model.spi.EngineException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class DaemonTest {
  @TempDir Path temp;

  @Test
  @Timeout(60) // against hanging, which is what this is about
  void aDaemonThatTakesConnectionsAndAnswersNothingIsGivenUp() throws Exception {
    Path socket = temp.resolve("docker.sock");
    try (var hung = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      hung.bind(UnixDomainSocketAddress.of(socket));
      assertThatThrownBy(() -> Daemon.connect(Map.of("DOCKER_HOST", "unix://" + socket)))
          .isInstanceOf(EngineException.class)
          .hasMessageStartingWith(
              "No Docker daemon answers at unix://" + socket + ": no answer in 5 s.")
          .hasMessageContaining("--engine process");
    }
  }

  @Test
  void withoutASocketItIsSaidWhatToInstall() {
    assertThatThrownBy(
            () -> Daemon.connect(Map.of("DOCKER_HOST", "unix://" + temp.resolve("none.sock"))))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("does not exist")
        .hasMessageContaining("docker.io");
  }

  @Test
  void aDaemonOfAnotherMachineIsRefused() {
    assertThatThrownBy(() -> Daemon.connect(Map.of("DOCKER_HOST", "tcp://10.0.0.1:2375")))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("the daemon must be here");
  }
}
