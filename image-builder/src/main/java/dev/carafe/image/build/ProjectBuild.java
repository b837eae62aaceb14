package dev.carafe.image.build;

import dev.carafe.image.cache.ContentKey;
import dev.carafe.image.problem.Place;
import dev.carafe.image.problem.Problem;
import dev.carafe.image.problem.UserCodeException;
import dev.carafe.image.resolve.MavenProject;
import dev.carafe.image.resolve.MavenProjects;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Builds one Maven project and, before it, the projects beside it that it needs. For one use.
final class ProjectBuild {
  private final MavenProjects projects;
  private final SourceCompiler compiler;
  private final List<Path> carafeApi;
  private final Map<Path, Path> classes = new LinkedHashMap<>();
  private final Set<Path> jars = new LinkedHashSet<>();
  private final Map<String, String> repositories = new LinkedHashMap<>();
  private final List<Path> underWay = new ArrayList<>();

  ProjectBuild(MavenProjects projects, SourceCompiler compiler, List<Path> carafeApi) {
    this.projects = projects;
    this.compiler = compiler;
    this.carafeApi = carafeApi;
  }

  UserCode build(Path directory) {
    List<Path> sources = compile(directory);
    if (sources.isEmpty()) {
      throw new UserCodeException(
          new Problem(
              new Place.InTarget(directory.toString()),
              "the project has no sources in src/main/java",
              "nothing can be run from it",
              "give the folder of a project that has some"));
    }
    return new UserCode(
        List.copyOf(classes.values()).reversed(),
        List.copyOf(jars),
        sources,
        repositories,
        directory);
  }

  /// Compiles a project after its siblings; gives its sources.
  private List<Path> compile(Path directory) {
    Path absolute = directory.toAbsolutePath().normalize();
    if (underWay.contains(absolute)) {
      throw new UserCodeException(
          new Problem(
              new Place.InTarget(directory.resolve("pom.xml").toString()),
              "the project needs itself, by way of projects beside it",
              "none of them could be built first",
              "remove one of the dependencies"));
    }
    underWay.add(absolute);
    MavenProject project = projects.read(directory);
    for (Path sibling : project.siblings()) {
      if (!classes.containsKey(sibling.toAbsolutePath().normalize())) {
        compile(sibling);
      }
    }
    jars.addAll(project.jars());
    repositories.putAll(project.repositories());
    var classPath = new ArrayList<>(carafeApi);
    classPath.addAll(classes.values());
    classPath.addAll(jars);
    List<Path> sources = sources(project);
    classes.put(
        absolute, compiler.compile(project.name(), sources, project.resources(), classPath));
    underWay.remove(absolute);
    return sources;
  }

  private static List<Path> sources(MavenProject project) {
    return Files.isDirectory(project.sources())
        ? ContentKey.filesBelow(project.sources()).stream()
            .filter(f -> f.toString().endsWith(".java"))
            .toList()
        : List.of();
  }
}
