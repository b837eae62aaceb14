package dev.carafe.model.app;

import dev.carafe.model.id.BlobId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// An image as evaluated from its definition class (`name`, empty for the default image).
/// `classPath` holds the jars of its `mavenInstall` steps, in order; `steps` are the others in
/// theirs; `env` and `workdir` are what all of them leave to the containers.
public record ImageSpec(
    String name,
    List<ImageStepSpec> steps,
    List<Jar> classPath,
    Map<String, String> env,
    String workdir) {

  /// The image of functions that name none.
  public static final ImageSpec DEFAULT =
      new ImageSpec("", List.of(new ImageStepSpec.DebianSlim()), List.of(), Map.of(), "");

  /// A jar by its content, with the file name it had.
  public record Jar(String fileName, BlobId blob, long bytes) {}

  public ImageSpec {
    steps = List.copyOf(steps);
    classPath = List.copyOf(classPath);
    env = Map.copyOf(env);
  }

  /// The steps that need an image built, and so an engine that builds: the default base is one
  /// anywhere, and the environment and working directory are the container's.
  public List<ImageStepSpec> layers() {
    return steps.stream()
        .filter(
            step ->
                switch (step) {
                  case ImageStepSpec.DebianSlim _, ImageStepSpec.Env _, ImageStepSpec.Workdir _ ->
                      false;
                  case ImageStepSpec.FromRegistry _,
                      ImageStepSpec.FromDockerfile _,
                      ImageStepSpec.AptInstall _,
                      ImageStepSpec.RunCommands _,
                      ImageStepSpec.RunFunction _,
                      ImageStepSpec.AddLocal _,
                      ImageStepSpec.ForceBuild _ ->
                      true;
                })
        .toList();
  }

  /// Whether its containers can do with a root that nobody writes to: no step made anything but
  /// Debian's packages, which keep to the system's own folders.
  public boolean leavesRootAlone() {
    return workdir.isEmpty()
        && steps.stream()
            .allMatch(
                step ->
                    switch (step) {
                      case ImageStepSpec.DebianSlim _,
                          ImageStepSpec.AptInstall _,
                          ImageStepSpec.Env _,
                          ImageStepSpec.ForceBuild _ ->
                          true;
                      case ImageStepSpec.FromRegistry _,
                          ImageStepSpec.FromDockerfile _,
                          ImageStepSpec.RunCommands _,
                          ImageStepSpec.RunFunction _,
                          ImageStepSpec.AddLocal _,
                          ImageStepSpec.Workdir _ ->
                          false;
                    });
  }

  /// The local files of its steps.
  public Stream<LocalFile> localFiles() {
    return steps.stream().flatMap(step -> step.files().stream());
  }

  /// All that has to be uploaded for it.
  public Stream<BlobId> blobs() {
    return Stream.concat(classPath.stream().map(Jar::blob), localFiles().map(LocalFile::blob));
  }
}
