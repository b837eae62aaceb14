package dev.carafe.annotations;

import dev.carafe.annotations.reference.MethodReference;
import dev.carafe.annotations.reference.Proc0;
import dev.carafe.annotations.reference.Proc1;
import dev.carafe.annotations.reference.Proc2;
import dev.carafe.annotations.reference.Proc3;
import java.util.ArrayList;
import java.util.List;

/// A container image as a value: an ordered list of steps. Each call returns a new image; nothing
/// is built here.
public record Image(List<ImageStep> steps) {

  public Image {
    steps = List.copyOf(steps);
  }

  /// Debian slim with a Java runtime.
  public static Image debianSlim() {
    return new Image(List.of(new ImageStep.DebianSlim()));
  }

  /// A public image of a registry: `ghcr.io/owner/name:tag`.
  public static Image fromRegistry(String reference) {
    return fromRegistry(reference, "");
  }

  /// A private image of a registry; the secret holds `REGISTRY_USERNAME` and `REGISTRY_PASSWORD`.
  public static Image fromRegistry(String reference, String secret) {
    return new Image(List.of(new ImageStep.FromRegistry(reference, secret)));
  }

  /// An image built from a Dockerfile of the project.
  public static Image fromDockerfile(String path) {
    return new Image(List.of(new ImageStep.FromDockerfile(path)));
  }

  /// Adds Debian packages.
  public Image aptInstall(String... packages) {
    return plus(new ImageStep.AptInstall(List.of(packages)));
  }

  /// Adds Maven artifacts `group:artifact:version` with their dependencies.
  public Image mavenInstall(String... coordinates) {
    return plus(new ImageStep.MavenInstall(List.of(coordinates)));
  }

  /// Runs shell commands in order.
  public Image runCommands(String... commands) {
    return plus(new ImageStep.RunCommands(List.of(commands), StepOptions.NONE));
  }

  /// Runs shell commands that may use secrets, Volumes or a GPU.
  public Image runCommands(StepOptions options, String... commands) {
    return plus(new ImageStep.RunCommands(List.of(commands), options));
  }

  /// Runs a function of the app without arguments in the image.
  public Image runFunction(Proc0 function) {
    return run(function, StepOptions.NONE);
  }

  /// Runs a function of the app in the image; its file changes become a layer.
  public <A> Image runFunction(Proc1<A> function, A a) {
    return run(function, StepOptions.NONE, a);
  }

  public <A, B> Image runFunction(Proc2<A, B> function, A a, B b) {
    return run(function, StepOptions.NONE, a, b);
  }

  public <A, B, C> Image runFunction(Proc3<A, B, C> function, A a, B b, C c) {
    return run(function, StepOptions.NONE, a, b, c);
  }

  /// Runs a function of the app that may use secrets, Volumes or a GPU.
  public Image runFunction(StepOptions options, Proc0 function) {
    return run(function, options);
  }

  public <A> Image runFunction(StepOptions options, Proc1<A> function, A a) {
    return run(function, options, a);
  }

  public <A, B> Image runFunction(StepOptions options, Proc2<A, B> function, A a, B b) {
    return run(function, options, a, b);
  }

  public <A, B, C> Image runFunction(StepOptions options, Proc3<A, B, C> function, A a, B b, C c) {
    return run(function, options, a, b, c);
  }

  /// Sets an environment variable.
  public Image env(String key, String value) {
    return plus(new ImageStep.Env(key, value));
  }

  /// Sets the working directory.
  public Image workdir(String path) {
    return plus(new ImageStep.Workdir(path));
  }

  /// Copies a file of the project to an absolute path.
  public Image addLocalFile(String source, String target) {
    return plus(new ImageStep.AddLocalFile(source, target));
  }

  /// Copies a folder of the project to an absolute path.
  public Image addLocalDir(String source, String target) {
    return plus(new ImageStep.AddLocalDir(source, target));
  }

  /// Builds this point and every later step anew, whatever is cached.
  public Image forceBuild() {
    return plus(new ImageStep.ForceBuild());
  }

  private Image run(MethodReference function, StepOptions options, Object... arguments) {
    return plus(new ImageStep.RunFunction(function, List.of(arguments), options));
  }

  private Image plus(ImageStep step) {
    List<ImageStep> longer = new ArrayList<>(steps);
    longer.add(step);
    return new Image(longer);
  }
}
