package dev.carafe.image.build;

import dev.carafe.image.problem.Place;
import dev.carafe.image.problem.Problem;
import dev.carafe.image.problem.UserCodeException;
import dev.carafe.image.resolve.Artifacts;
import dev.carafe.image.resolve.MavenProject;
import dev.carafe.image.resolve.MavenProjects;
import dev.carafe.image.resolve.MavenSettings;
import dev.carafe.image.source.Directives;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Turns a target (a `.java` file, a Maven project directory, a jar, a class on a class path) into
/// class files and jars. What did not change since the last time is not done again. Threads and
/// processes may share a cache directory.
public final class UserCodeBuilder {
  private final List<Path> carafeApi;
  private final List<Path> classPath;
  private final Artifacts artifacts;
  private final SourceCompiler compiler;
  private final MavenProjects projects;

  /// `carafeApi` are the jars or folders user code compiles against; `classPath` is where targets
  /// that name a class are looked for; `cache` is a directory for class files and resolutions;
  /// `progress` hears a line before anything slow.
  public UserCodeBuilder(
      List<Path> carafeApi,
      List<Path> classPath,
      MavenSettings settings,
      Path cache,
      Consumer<String> progress) {
    this.carafeApi = List.copyOf(carafeApi);
    this.classPath = List.copyOf(classPath);
    this.artifacts = new Artifacts(settings, cache.resolve("artifacts"), progress);
    this.compiler = new SourceCompiler(cache.resolve("classes"), progress);
    this.projects = new MavenProjects(artifacts);
  }

  /// Builds `target`; throws [UserCodeException] with all that is wrong.
  public UserCode build(String target) {
    return switch (Target.of(target)) {
      case Target.JavaFile(Path file) -> javaFile(file);
      case Target.Project(Path directory) ->
          new ProjectBuild(projects, compiler, carafeApi).build(directory);
      case Target.Jar(Path file) ->
          new UserCode(List.of(file), JarClassPath.of(file), List.of(), Map.of());
      case Target.ClassName(String name) -> named(name);
    };
  }

  /// The files and folders from which `target` is built. Of a target that is broken, as far as can
  /// be told.
  public List<Path> origins(String target) {
    return switch (Target.of(target)) {
      case Target.JavaFile(Path file) -> withOthers(file);
      case Target.Project(Path directory) -> {
        Set<Path> origins = new LinkedHashSet<>();
        addOrigins(directory, origins);
        yield List.copyOf(origins);
      }
      case Target.Jar(Path file) -> List.of(file);
      case Target.ClassName(String name) ->
          classPath.stream()
              .filter(entry -> ClassPathEntry.has(entry, name.replace('.', '/') + ".class"))
              .toList();
    };
  }

  private static List<Path> withOthers(Path file) {
    try {
      Set<Path> files = new LinkedHashSet<>(List.of(file));
      files.addAll(Directives.of(file).sources());
      return List.copyOf(files);
    } catch (UserCodeException e) {
      return List.of(file);
    }
  }

  private void addOrigins(Path directory, Set<Path> origins) {
    if (!origins.add(directory.resolve("pom.xml"))) {
      return;
    }
    try {
      MavenProject project = projects.read(directory);
      origins.add(project.sources());
      origins.addAll(project.resources());
      project.siblings().forEach(sibling -> addOrigins(sibling, origins));
    } catch (UserCodeException e) {
      origins.add(directory.resolve("src/main"));
    }
  }

  private UserCode javaFile(Path file) {
    Directives directives = Directives.of(file);
    List<Path> jars =
        artifacts.jars(
            directives.dependencies(),
            directives.repositories(),
            new Place.InTarget(file + " (//DEPS)"));
    List<Path> compilePath = Stream.concat(carafeApi.stream(), jars.stream()).toList();
    Path classes =
        compiler.compile(
            file.getFileName().toString(), directives.sources(), List.of(), compilePath);
    return new UserCode(
        List.of(classes),
        jars,
        directives.sources(),
        directives.repositories(),
        file.toAbsolutePath().resolveSibling(""));
  }

  private UserCode named(String name) {
    String file = name.replace('.', '/') + ".class";
    for (Path entry : classPath) {
      if (ClassPathEntry.has(entry, file)) {
        var others = new ArrayList<>(classPath);
        others.remove(entry);
        others.removeIf(other -> !Files.exists(other));
        return new UserCode(List.of(entry), others, List.of(), Map.of());
      }
    }
    throw new UserCodeException(
        new Problem(
            new Place.InTarget(name),
            "there is no such file, and no such class on the class path",
            classPath.isEmpty()
                ? "the class path is empty"
                : "the class path has %d entries, none with %s".formatted(classPath.size(), file),
            "give a .java file, a Maven project's folder or a jar, or set CLASSPATH"));
  }
}
