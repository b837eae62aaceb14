package dev.carafe.image.resolve;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A Maven project as far as Carafe builds it: its folder, its sources and resources, the jars it
/// needs, the folders of projects beside it that it needs, and the repositories it names, by id.
public record MavenProject(
    Path directory,
    String name,
    Path sources,
    List<Path> resources,
    List<Path> jars,
    List<Path> siblings,
    Map<String, String> repositories) {
  public MavenProject {
    resources = List.copyOf(resources);
    jars = List.copyOf(jars);
    siblings = List.copyOf(siblings);
    repositories = Map.copyOf(repositories);
  }
}
