package dev.carafe.model.app;

import static dev.carafe.model.app.Check.require;

import java.util.List;
import java.util.Optional;

/// All that one deploy brings: the app, its images, and the class path of the user's code as jars
/// by content.
public record DeploymentSpec(AppSpec app, List<ImageSpec> images, List<ImageSpec.Jar> classPath) {

  public DeploymentSpec {
    images = List.copyOf(images);
    classPath = List.copyOf(classPath);
    for (ServiceSpec service : app.services()) {
      require(
          service.image().isEmpty()
              || images.stream().anyMatch(i -> i.name().equals(service.image())),
          "service %s names image %s, which the deploy does not bring"
              .formatted(service.name(), service.image()));
    }
  }

  /// The image of a service.
  public ImageSpec imageOf(ServiceSpec service) {
    Optional<ImageSpec> named =
        images.stream().filter(i -> i.name().equals(service.image())).findFirst();
    return named.orElse(ImageSpec.DEFAULT);
  }
}
