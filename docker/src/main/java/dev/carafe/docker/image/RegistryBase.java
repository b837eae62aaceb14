package dev.carafe.docker.image;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.AuthConfig;
import dev.carafe.model.app.ImageStepSpec.FromRegistry;
import dev.carafe.model.spi.EngineException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// Bases of a registry: what the engine has of that name, else pulled.
final class RegistryBase {
  private final Lookup lookup;
  private final Function<String, Map<String, String>> secrets;
  private final Pull pull;

  RegistryBase(DockerClient docker, Function<String, Map<String, String>> secrets) {
    this.lookup = new Lookup(docker);
    this.secrets = secrets;
    this.pull = new Pull(docker);
  }

  /// The id of the image.
  String ensure(FromRegistry step, Consumer<String> lines) {
    return lookup.id(step.reference()).orElseGet(() -> pulled(step, lines));
  }

  private String pulled(FromRegistry step, Consumer<String> lines) {
    lines.accept("Pulling " + step.reference());
    Optional<String> failure = pull.pull(step.reference(), credentials(step), lines);
    return lookup
        .id(step.reference())
        .orElseThrow(
            () ->
                new EngineException(
                    "%s is not in the Docker engine and cannot be pulled: %s. Check its name and the secret with its credentials, or bring it: docker pull %s where there is a network, then docker save and docker load."
                        .formatted(
                            step.text(), failure.orElse("no image came"), step.reference())));
  }

  private Optional<AuthConfig> credentials(FromRegistry step) {
    if (step.secret().isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> values = secrets.apply(step.secret());
    String user = values.get("REGISTRY_USERNAME");
    String password = values.get("REGISTRY_PASSWORD");
    if (user == null || password == null) {
      throw new EngineException(
          "%s takes its credentials from the secret %s, which has no REGISTRY_USERNAME or no REGISTRY_PASSWORD. Create it with both."
              .formatted(step.text(), step.secret()));
    }
    return Optional.of(new AuthConfig().withUsername(user).withPassword(password));
  }
}
