package dev.carafe.docker.image;

import dev.carafe.model.app.ImageSpec;
import dev.carafe.model.app.ImageStepSpec;
import java.util.Optional;

/// What images stand on, by their first step.
record Bases(Lookup lookup, BaseImage debian, RegistryBase registry, DockerfileBase dockerfiles) {

  /// The id of an image's base, which is made or fetched if it is not there.
  String ensure(ImageSpec image, BuildRequest request) {
    return switch (first(image)) {
      case ImageStepSpec.FromRegistry step -> registry.ensure(step, request.lines());
      case ImageStepSpec.FromDockerfile step -> dockerfiles.ensure(step, request);
      case ImageStepSpec.DebianSlim _,
          ImageStepSpec.AptInstall _,
          ImageStepSpec.RunCommands _,
          ImageStepSpec.RunFunction _,
          ImageStepSpec.Env _,
          ImageStepSpec.Workdir _,
          ImageStepSpec.AddLocal _,
          ImageStepSpec.ForceBuild _ ->
          debian.ensure(request.lines());
    };
  }

  /// The id of an image's base, if it is there.
  Optional<String> present(ImageSpec image) {
    return switch (first(image)) {
      case ImageStepSpec.FromRegistry step -> lookup.id(step.reference());
      case ImageStepSpec.FromDockerfile step -> lookup.id(Layers.tag(DockerfileBase.key(step)));
      case ImageStepSpec.DebianSlim _,
          ImageStepSpec.AptInstall _,
          ImageStepSpec.RunCommands _,
          ImageStepSpec.RunFunction _,
          ImageStepSpec.Env _,
          ImageStepSpec.Workdir _,
          ImageStepSpec.AddLocal _,
          ImageStepSpec.ForceBuild _ ->
          debian.present();
    };
  }

  /// The key of a base that is a layer of ours.
  Optional<String> key(ImageSpec image) {
    return first(image) instanceof ImageStepSpec.FromDockerfile step
        ? Optional.of(DockerfileBase.key(step))
        : Optional.empty();
  }

  private static ImageStepSpec first(ImageSpec image) {
    return image.steps().isEmpty() ? new ImageStepSpec.DebianSlim() : image.steps().getFirst();
  }
}
