package dev.carafe.cli.command;

import dev.carafe.client.control.ClassPathJars;
import dev.carafe.client.control.Deployment;
import dev.carafe.image.ReadTarget;
import dev.carafe.image.TargetReader;
import dev.carafe.image.evaluate.ResolvedImage;
import dev.carafe.model.app.AppSpec;
import dev.carafe.model.app.DeploymentSpec;
import dev.carafe.model.app.ServiceSpec;
import dev.carafe.model.id.BlobId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// From a target that was read to what is deployed.
final class Deployments {
  private final ClassPathJars code;
  private final List<ResolvedImage> images;

  private Deployments(ClassPathJars code, List<ResolvedImage> images) {
    this.code = code;
    this.images = images;
  }

  static Deployments of(TargetReader reader, ReadTarget target, Path cache) {
    List<Path> classPath = new ArrayList<>(target.code().ownClasses());
    classPath.addAll(target.code().dependencies());
    return new Deployments(ClassPathJars.of(classPath, cache), reader.images(target));
  }

  /// One app under a name, with the images that it uses.
  Deployment of(
      AppSpec app, String name, Deployment.Strategy strategy, Optional<String> ephemeralSession) {
    Set<String> used = app.services().stream().map(ServiceSpec::image).collect(Collectors.toSet());
    Map<BlobId, Path> jars = new HashMap<>(code.files());
    List<ResolvedImage> own = images.stream().filter(i -> used.contains(i.spec().name())).toList();
    own.forEach(image -> jars.putAll(image.files()));
    DeploymentSpec spec =
        new DeploymentSpec(
            new AppSpec(name, app.services(), app.entrypoints()),
            own.stream().map(ResolvedImage::spec).toList(),
            code.jars());
    return new Deployment(spec, jars, strategy, ephemeralSession);
  }
}
