package dev.carafe.image.evaluate;

import dev.carafe.image.build.UserCode;
import dev.carafe.image.cache.ContentKey;
import dev.carafe.image.cache.LineCache;
import dev.carafe.image.problem.Place;
import dev.carafe.image.problem.Problem;
import dev.carafe.image.problem.UserCodeException;
import dev.carafe.image.reach.ReachedCode;
import dev.carafe.image.resolve.Artifacts;
import dev.carafe.image.resolve.Coordinates;
import dev.carafe.model.app.ImageSpec;
import dev.carafe.model.app.ImageStepSpec;
import dev.carafe.model.app.Naming;
import dev.carafe.model.id.BlobId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Evaluates image definitions. They are user code: they run in a short-lived child JVM, and not at
/// all when the code has not changed since the last time.
public final class ImageEvaluation {
  private static final String FORMAT = "3"; // of the lines in the cache
  private final ChildJvm child;
  private final Artifacts artifacts;
  private final JarDigests digests;
  private final LineCache cache;
  private final Consumer<String> progress;

  /// `carafeApi` goes on the child's class path behind the user's code; `cache` is a directory for
  /// answers.
  public ImageEvaluation(
      List<Path> carafeApi, Artifacts artifacts, Path cache, Consumer<String> progress) {
    this.child = new ChildJvm(carafeApi);
    this.artifacts = artifacts;
    this.digests = new JarDigests(cache);
    this.cache = new LineCache(cache);
    this.progress = progress;
  }

  /// The images of these definition classes (binary names), in order; throws [UserCodeException]
  /// when a definition fails.
  public List<ResolvedImage> evaluate(List<String> definitions, UserCode code) {
    if (definitions.isEmpty()) {
      return List.of();
    }
    String key =
        new ContentKey()
            .text(FORMAT)
            .text(String.join(" ", definitions))
            .stamps(code.ownClasses())
            .stamps(code.dependencies())
            .hex();
    List<String> lines =
        cache
            .find(key)
            .orElseGet(
                () -> {
                  progress.accept("Evaluating " + String.join(", ", definitions));
                  return child.run(definitions, code);
                });
    List<ResolvedImage> images = images(lines, code);
    cache.keep(key, lines);
    return images;
  }

  private List<ResolvedImage> images(List<String> lines, UserCode code) {
    Map<String, List<Line>> steps = new LinkedHashMap<>();
    List<Problem> failures = new ArrayList<>();
    List<Line> current = List.of();
    for (String text : lines) {
      Line line = Line.parse(text);
      switch (line.word()) {
        case "image" -> {
          current = new ArrayList<>();
          steps.put(line.arguments().getFirst(), current);
        }
        case "failed" -> failures.add(failure(line));
        default -> current.add(line);
      }
    }
    if (!failures.isEmpty()) {
      throw new UserCodeException(failures);
    }
    return steps.entrySet().stream().map(e -> image(e.getKey(), e.getValue(), code)).toList();
  }

  private static Problem failure(Line line) {
    List<String> trace = line.arguments().getLast().lines().toList();
    String where =
        trace.stream()
            .filter(l -> l.contains(line.arguments().getFirst()) && l.strip().startsWith("at "))
            .findFirst()
            .map(String::strip)
            .orElse("");
    return new Problem(
        new Place.InClass(line.arguments().getFirst(), "define"),
        "the image definition failed: " + trace.getFirst(),
        where,
        "mend what it threw at: define() runs at every deploy and is to return an Image");
  }

  private ResolvedImage image(String name, List<Line> lines, UserCode code) {
    List<ImageSpec.Jar> classPath = new ArrayList<>();
    Map<BlobId, Path> files = new LinkedHashMap<>();
    List<Path> installed =
        artifacts.jars(
            coordinates(name, lines), code.repositories(), new Place.InClass(name, "define"));
    for (Path file : installed) {
      ImageSpec.Jar jar = digests.of(file);
      classPath.add(jar);
      files.put(jar.blob(), file);
    }
    var local = new LocalFiles(name, code.home(), digests, files);
    List<Path> libraries = new ArrayList<>(code.dependencies());
    libraries.addAll(installed);
    var reached =
        new ReachedCode(code.ownClasses(), libraries, jar -> digests.of(jar).blob().sha256());
    Map<String, String> env = new LinkedHashMap<>();
    String workdir = "";
    List<ImageStepSpec> steps = new ArrayList<>();
    for (Line line : lines) {
      if (line.word().equals("mavenInstall")) {
        continue;
      }
      requireWords(name, line);
      ImageStepSpec step = Steps.of(line, local, reached);
      steps.add(step);
      if (step instanceof ImageStepSpec.Env(String key, String value)) {
        env.put(variable(name, key), value);
      } else if (step instanceof ImageStepSpec.Workdir(String path)) {
        workdir = path;
      }
    }
    return new ResolvedImage(new ImageSpec(name, steps, classPath, env, workdir), files);
  }

  /// Steps that take any number of words make no sense with none.
  private static void requireWords(String image, Line line) {
    boolean none =
        switch (line.word()) {
          case "aptInstall" -> line.arguments().isEmpty();
          case "runCommands" -> Steps.rest(line.arguments()).isEmpty();
          default -> false;
        };
    if (none) {
      throw new UserCodeException(
          new Problem(
              new Place.InClass(image, "define"),
              line.word() + "() has nothing to do",
              "it was given no " + (line.word().equals("aptInstall") ? "package" : "command"),
              "name one, or remove the step"));
    }
  }

  private static String variable(String image, String key) {
    if (!Naming.isVariable(key)) {
      throw new UserCodeException(
          new Problem(
              new Place.InClass(image, "define"),
              "env(\"%s\", …) cannot be set".formatted(key),
              "a variable's name has letters, digits and '_', and no digit first",
              "write it like env(\"OMP_NUM_THREADS\", \"2\")"));
    }
    return key;
  }

  private static List<Coordinates> coordinates(String name, List<Line> steps) {
    return steps.stream()
        .filter(s -> s.word().equals("mavenInstall"))
        .flatMap(s -> s.arguments().stream())
        .map(c -> coordinates(name, c))
        .toList();
  }

  private static Coordinates coordinates(String name, String text) {
    try {
      return Coordinates.parse(text);
    } catch (IllegalArgumentException e) {
      throw new UserCodeException(
          new Problem(
              new Place.InClass(name, "define"),
              "mavenInstall(\"%s\") names no Maven artifact".formatted(text),
              "an artifact has a group, a name and a version",
              "write it like \"com.acme:tools:1.2\""));
    }
  }
}
