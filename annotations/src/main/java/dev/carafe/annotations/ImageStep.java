package dev.carafe.annotations;

import dev.carafe.annotations.reference.MethodReference;
import java.util.List;

/// One step of an [Image]: each becomes a layer keyed by its content.
public sealed interface ImageStep {

  /// Debian slim with a Java runtime, the usual first step.
  record DebianSlim() implements ImageStep {}

  /// An image of a registry; `secret` names the one with its credentials, empty for none.
  record FromRegistry(String reference, String secret) implements ImageStep {}

  /// An image built from a Dockerfile; the path is relative to the project.
  record FromDockerfile(String path) implements ImageStep {}

  /// Debian packages.
  record AptInstall(List<String> packages) implements ImageStep {
    public AptInstall {
      packages = List.copyOf(packages);
    }
  }

  /// Maven artifacts `group:artifact:version` with their dependencies, on the class path.
  record MavenInstall(List<String> coordinates) implements ImageStep {
    public MavenInstall {
      coordinates = List.copyOf(coordinates);
    }
  }

  /// Shell commands, run in order in one layer.
  record RunCommands(List<String> commands, StepOptions options) implements ImageStep {
    public RunCommands {
      commands = List.copyOf(commands);
    }
  }

  /// A function of the app, run in the image; its file changes become the layer.
  record RunFunction(MethodReference function, List<Object> arguments, StepOptions options)
      implements ImageStep {
    public RunFunction {
      arguments = List.copyOf(arguments);
    }
  }

  /// An environment variable.
  record Env(String key, String value) implements ImageStep {}

  /// The working directory.
  record Workdir(String path) implements ImageStep {}

  /// A file of the project copied to an absolute path.
  record AddLocalFile(String source, String target) implements ImageStep {}

  /// A folder of the project copied to an absolute path; `.dockerignore` patterns are honoured.
  record AddLocalDir(String source, String target) implements ImageStep {}

  /// Builds every later step anew.
  record ForceBuild() implements ImageStep {}
}
