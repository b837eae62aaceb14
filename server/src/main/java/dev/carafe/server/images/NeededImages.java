package dev.carafe.server.images;

import dev.carafe.model.app.AppSpec;
import dev.carafe.model.app.DeploymentSpec;
import dev.carafe.model.app.ImageSpec;
import dev.carafe.protocol.wire.ModelJson;
import dev.carafe.scheduler.store.AppStore;
import dev.carafe.server.deploy.AppInstance;
import dev.carafe.server.deploy.Apps;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The images that are needed: of every version that serves or can be rolled back to.
public final class NeededImages {
  private final AppStore store;
  private final Apps apps;

  public NeededImages(AppStore store, Apps apps) {
    this.store = store;
    this.apps = apps;
  }

  /// An image and who needs it.
  public record Needed(String app, String version, ImageSpec image) {}

  /// One for each image of each version, the newest versions first.
  public List<Needed> all() {
    Stream<Needed> kept =
        store.all().stream()
            .sorted((a, b) -> Long.compare(b.version(), a.version()))
            .flatMap(
                v ->
                    needed(
                        v.app(),
                        "v" + v.version(),
                        ModelJson.read(v.deployment(), DeploymentSpec.class)));
    Stream<Needed> ephemeral =
        apps.all().stream()
            .filter(AppInstance::ephemeral)
            .flatMap(app -> needed(app.name(), "run", app.deployment()));
    return Stream.concat(ephemeral, kept).toList();
  }

  private static Stream<Needed> needed(String app, String version, DeploymentSpec deployment) {
    return of(deployment).stream().map(image -> new Needed(app, version, image));
  }

  /// The images that a deployment's containers use.
  static Set<ImageSpec> of(DeploymentSpec deployment) {
    AppSpec app = deployment.app();
    return app.services().stream().map(deployment::imageOf).collect(Collectors.toSet());
  }
}
