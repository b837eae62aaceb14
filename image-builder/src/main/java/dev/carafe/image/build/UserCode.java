package dev.carafe.image.build;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The user's code, ready to run: `ownClasses` are directories or jars of the user's own classes,
/// the target's first, then those of projects beside it that it needs; `dependencies` the jars they
/// need beside the Carafe API; `sources` the Java files of the target, none if only class files
/// were given; `repositories` where further artifacts come from, by id, none for Maven Central;
/// `home` the folder that relative paths of image definitions start from.
public record UserCode(
    List<Path> ownClasses,
    List<Path> dependencies,
    List<Path> sources,
    Map<String, String> repositories,
    Path home) {

  /// With the current directory as its home.
  public UserCode(
      List<Path> ownClasses,
      List<Path> dependencies,
      List<Path> sources,
      Map<String, String> repositories) {
    this(ownClasses, dependencies, sources, repositories, Path.of(""));
  }

  public UserCode {
    ownClasses = List.copyOf(ownClasses);
    dependencies = List.copyOf(dependencies);
    sources = List.copyOf(sources);
    repositories = Map.copyOf(repositories);
  }

  /// The directory or jar of the target itself.
  public Path target() {
    return ownClasses.getFirst();
  }
}
