package dev.carafe.image;

import dev.carafe.image.build.UserCode;
import dev.carafe.image.build.UserCodeBuilder;
import dev.carafe.image.cache.LineCache;
import dev.carafe.image.classes.AppReader;
import dev.carafe.image.classes.ClassFiles;
import dev.carafe.image.evaluate.ImageEvaluation;
import dev.carafe.image.evaluate.ResolvedImage;
import dev.carafe.image.options.RunnableSpec;
import dev.carafe.image.options.Runnables;
import dev.carafe.image.problem.Place;
import dev.carafe.image.problem.Problem;
import dev.carafe.image.problem.UserCodeException;
import dev.carafe.image.resolve.Artifacts;
import dev.carafe.image.resolve.MavenSettings;
import dev.carafe.image.source.DocComments;
import dev.carafe.image.source.SourceSet;
import dev.carafe.model.app.AppSpec;
import dev.carafe.model.app.ServiceSpec;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// From a target on the command line to apps that can be deployed: what `run`, `deploy` and `dev`
/// start with. Safe to use from several threads.
public final class TargetReader {
  private final List<Path> carafeApi;
  private final UserCodeBuilder builder;
  private final ImageEvaluation images;
  private final LineCache comments;

  /// `carafeApi` are the jars or folders user code compiles against, `cache` a directory that may
  /// be shared between processes and deleted at any time; `progress` hears a line before anything
  /// slow. Targets that name a class are looked for on the path in `CLASSPATH`.
  public TargetReader(List<Path> carafeApi, Path cache, Consumer<String> progress) {
    this(carafeApi, environmentClassPath(), MavenSettings.ofUser(), cache, progress);
  }

  /// With a class path and Maven settings of one's own.
  public TargetReader(
      List<Path> carafeApi,
      List<Path> classPath,
      MavenSettings settings,
      Path cache,
      Consumer<String> progress) {
    this.carafeApi = List.copyOf(carafeApi);
    this.builder = new UserCodeBuilder(carafeApi, classPath, settings, cache, progress);
    this.comments = new LineCache(cache.resolve("comments"));
    this.images =
        new ImageEvaluation(
            carafeApi,
            new Artifacts(settings, cache.resolve("artifacts"), progress),
            cache.resolve("images"),
            progress);
  }

  private static List<Path> environmentClassPath() {
    String given = System.getenv("CLASSPATH");
    return given == null
        ? List.of()
        : Stream.of(given.split(File.pathSeparator))
            .filter(entry -> !entry.isEmpty())
            .map(Path::of)
            .filter(Files::exists)
            .toList();
  }

  /// Builds and reads `target` (without `::NAME`). Throws [UserCodeException] with all that is
  /// wrong.
  public ReadTarget read(String target) {
    UserCode code = builder.build(target);
    List<AppSpec> apps = apps(code);
    if (code.sources().isEmpty() && !Files.exists(Path.of(target))) {
      apps = apps.stream().filter(app -> names(app, target)).toList();
    }
    if (apps.isEmpty()) {
      throw new UserCodeException(
          new Problem(
              new Place.InTarget(target),
              "there is no app in it",
              "no class carries @App, and no @Cls names an app",
              "write @App on a class, and @Function on its methods"));
    }
    return new ReadTarget(code, apps, runnables(code, apps));
  }

  /// The files and folders from which `target` is built: when one of them changes, it is to be read
  /// again. Of a target that is broken, as far as can be told.
  public List<Path> origins(String target) {
    return builder.origins(target);
  }

  private static boolean names(AppSpec app, String className) {
    return Stream.concat(
            app.services().stream().map(ServiceSpec::className),
            app.entrypoints().stream().map(e -> e.className()))
        .anyMatch(c -> c.equals(className) || c.startsWith(className + "$"));
  }

  private List<AppSpec> apps(UserCode code) {
    try {
      return new AppReader(libraries(code)).read(List.of(code.target()));
    } catch (UserCodeException e) {
      if (code.sources().isEmpty()) {
        throw e;
      }
      SourceSet sources = SourceSet.parse(code.sources());
      throw new UserCodeException(
          Problem.sorted(e.problems().stream().map(sources::located).toList()));
    }
  }

  private List<Path> libraries(UserCode code) {
    var libraries = new ArrayList<>(code.ownClasses().subList(1, code.ownClasses().size()));
    libraries.addAll(code.dependencies());
    libraries.addAll(carafeApi);
    return libraries;
  }

  private List<RunnableSpec> runnables(UserCode code, List<AppSpec> apps) {
    var classPath = new ArrayList<>(List.of(code.target()));
    classPath.addAll(libraries(code));
    try (var classes = new ClassFiles(classPath)) {
      var runnables = new Runnables(classes, DocComments.of(code.sources(), comments));
      return apps.stream().flatMap(app -> runnables.of(app).stream()).toList();
    }
  }

  /// The images that the services of the target's apps name, none for the default image. Runs the
  /// image definitions in a child JVM unless the cache knows the answer.
  public List<ResolvedImage> images(ReadTarget target) {
    List<String> definitions =
        target.apps().stream()
            .flatMap(app -> app.services().stream())
            .map(ServiceSpec::image)
            .filter(image -> !image.isEmpty())
            .distinct()
            .toList();
    return images.evaluate(definitions, target.code());
  }
}
