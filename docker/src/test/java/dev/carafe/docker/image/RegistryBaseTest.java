package dev.carafe.docker.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.DockerClient;
import dev.carafe.docker.NeedsDocker;
import dev.carafe.docker.engine.Daemon;
import dev.carafe.model.app.ImageStepSpec.FromRegistry;
import dev.carafe.model.spi.EngineException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@NeedsDocker
class RegistryBaseTest {
  private final DockerClient docker = Daemon.connect(System.getenv()).patient();
  private final List<String> lines = new ArrayList<>();
  private final Map<String, Map<String, String>> secrets =
      Map.of(
          "right", Map.of("REGISTRY_USERNAME", "ann", "REGISTRY_PASSWORD", "it's me"),
          "wrong", Map.of("REGISTRY_USERNAME", "ann", "REGISTRY_PASSWORD", "no"),
          "half", Map.of("REGISTRY_USERNAME", "ann"));
  private TinyRegistry registry;

  @BeforeEach
  void start() throws IOException {
    registry = new TinyRegistry("ann", "it's me", "file", UUID.randomUUID().toString());
  }

  @AfterEach
  void stop() throws IOException {
    registry.close();
    docker.close();
  }

  private String ensure(String secret) {
    return new RegistryBase(docker, secrets::get)
        .ensure(new FromRegistry(registry.image(), secret), lines::add);
  }

  @Test
  void aPrivateImageIsPulledWithTheNameAndPasswordOfItsSecret() {
    String id = ensure("right");
    try {
      assertThat(id).startsWith("sha256:");
      assertThat(registry.users).isNotEmpty();
      assertThat(lines).first().asString().isEqualTo("Pulling " + registry.image());
      lines.clear();
      assertThat(ensure("right")).isEqualTo(id);
      assertThat(lines).isEmpty();
    } finally {
      docker.removeImageCmd(id).withForce(true).exec();
    }
  }

  @Test
  void wrongAndMissingCredentialsAreSaidInWords() {
    assertThatThrownBy(() -> ensure("wrong"))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining(registry.image())
        .hasMessageContaining("Check its name and the secret")
        .hasMessageNotContaining("{\"")
        .hasMessageNotContaining("Status 5");
    assertThatThrownBy(() -> ensure("half"))
        .hasMessageContaining("the secret half")
        .hasMessageContaining("REGISTRY_PASSWORD");
    assertThatThrownBy(() -> ensure("")).hasMessageContaining("cannot be pulled");
  }
}
