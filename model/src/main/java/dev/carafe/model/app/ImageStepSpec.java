package dev.carafe.model.app;

import static dev.carafe.model.app.Check.require;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One step of an image as it travels to the server, in the order of its definition. `mavenInstall`
/// is not among them: its jars are on the class path and attached at start.
public sealed interface ImageStepSpec {

  /// The default base.
  record DebianSlim() implements ImageStepSpec {}

  /// A base of a registry; `secret` names the one with its credentials, empty for none.
  record FromRegistry(String reference, String secret) implements ImageStepSpec {}

  /// A base built from a Dockerfile. `context` are the files beside and below it, their paths
  /// relative to its folder; `dockerfile` is one of them.
  record FromDockerfile(String dockerfile, List<LocalFile> context) implements ImageStepSpec {
    public FromDockerfile {
      context = List.copyOf(context);
      for (LocalFile file : context) {
        require(!file.path().startsWith("/"), "not relative to the Dockerfile: " + file.path());
      }
    }
  }

  /// Debian packages.
  record AptInstall(List<String> packages) implements ImageStepSpec {
    public AptInstall {
      packages = List.copyOf(packages);
    }
  }

  /// Shell commands.
  record RunCommands(List<String> commands, StepNeeds needs) implements ImageStepSpec {
    public RunCommands {
      commands = List.copyOf(commands);
    }
  }

  /// A static method of the app, `package.Class::method` with its JVM descriptor, and its arguments
  /// as JSON each. `code` names what it does by the content of all of the app that it reaches.
  record RunFunction(
      String function, String descriptor, List<String> arguments, String code, StepNeeds needs)
      implements ImageStepSpec {
    public RunFunction {
      arguments = List.copyOf(arguments);
    }
  }

  /// An environment variable of later steps and of containers.
  record Env(String key, String value) implements ImageStepSpec {}

  /// The working directory of later steps and of containers.
  record Workdir(String path) implements ImageStepSpec {}

  /// A local file, or the files below a local folder, at absolute paths; `source` and `target` are
  /// as the definition has them.
  record AddLocal(boolean folder, String source, String target, List<LocalFile> files)
      implements ImageStepSpec {
    public AddLocal {
      files = List.copyOf(files);
      for (LocalFile file : files) {
        require(file.path().startsWith("/"), "not an absolute path in an image: " + file.path());
      }
    }
  }

  /// Every later step is built anew: `stamp` is of the evaluation, so that no earlier layer has it.
  record ForceBuild(String stamp) implements ImageStepSpec {}

  /// What a step may use while it runs: secrets by name, Volumes as `VOLUME:/path`, GPU choices.
  record StepNeeds(List<String> secrets, List<String> volumes, List<String> gpu) {
    public static final StepNeeds NOTHING = new StepNeeds(List.of(), List.of(), List.of());

    public StepNeeds {
      secrets = List.copyOf(secrets);
      volumes = List.copyOf(volumes);
      gpu = List.copyOf(gpu);
    }

    Stream<String> words() {
      return Stream.of(
              secrets.stream().map(s -> "secret=" + s),
              volumes.stream().map(v -> "volume=" + v),
              gpu.stream().map(g -> "gpu=" + g))
          .flatMap(s -> s);
    }
  }

  /// The local files that it brings.
  default List<LocalFile> files() {
    return switch (this) {
      case AddLocal s -> s.files;
      case FromDockerfile s -> s.context;
      case DebianSlim _,
          FromRegistry _,
          AptInstall _,
          RunCommands _,
          RunFunction _,
          Env _,
          Workdir _,
          ForceBuild _ ->
          List.of();
    };
  }

  /// In words, as people know it: `aptInstall "curl" "git"`.
  default String text() {
    return switch (this) {
      case DebianSlim _ -> "debianSlim";
      case FromRegistry s -> text("fromRegistry", Stream.of(s.reference));
      case FromDockerfile s -> text("fromDockerfile", Stream.of(s.dockerfile));
      case AptInstall s -> text("aptInstall", s.packages.stream());
      case RunCommands s ->
          text("runCommands", Stream.concat(s.commands.stream(), s.needs.words()));
      case RunFunction s ->
          Stream.of(
                  Stream.of("runFunction", quoted(s.function)),
                  s.arguments.stream(),
                  s.needs.words().map(ImageStepSpec::quoted))
              .flatMap(w -> w)
              .collect(Collectors.joining(" "));
      case Env s -> text("env", Stream.of(s.key, s.value));
      case Workdir s -> text("workdir", Stream.of(s.path));
      case AddLocal s ->
          text(s.folder ? "addLocalDir" : "addLocalFile", Stream.of(s.source, s.target));
      case ForceBuild _ -> "forceBuild";
    };
  }

  private static String text(String word, Stream<String> arguments) {
    return arguments.map(ImageStepSpec::quoted).collect(Collectors.joining(" ", word + " ", ""));
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
