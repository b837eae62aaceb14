package dev.carafe.server.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carafe.server.ServerException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineChoiceTest {
  @TempDir Path temp;

  @Test
  void withoutADaemonProcessesArePickedAndItIsSaidWhy() {
    EngineChoice choice = EngineChoice.of("auto", noDaemon());
    assertThat(choice.engine()).isEqualTo("process");
    assertThat(choice.reason()).contains("no Docker daemon answers");
  }

  @Test
  void askingForDockerWithoutADaemonSaysWhatToDo() {
    assertThatThrownBy(() -> EngineChoice.of("docker", noDaemon()))
        .isInstanceOf(ServerException.class)
        .hasMessageContaining("none.sock does not exist")
        .hasMessageContaining("--engine process");
  }

  private Map<String, String> noDaemon() {
    return Map.of("DOCKER_HOST", "unix://" + temp.resolve("none.sock"));
  }
}
