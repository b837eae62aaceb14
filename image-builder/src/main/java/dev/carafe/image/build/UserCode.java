package dev.carafe.image.build;

import java.nio.file.Path;
import java.util.List;

/// The user's code, ready to run: `ownClasses` are directories or jars of the user's own classes,
/// `dependencies` the jars they need beside the Carafe API, `sourceRoots` folders (or single files)
/// with the sources of `ownClasses` as far as there are any.
public record UserCode(List<Path> ownClasses, List<Path> dependencies, List<Path> sourceRoots) {
  public UserCode {
    ownClasses = List.copyOf(ownClasses);
    dependencies = List.copyOf(dependencies);
    sourceRoots = List.copyOf(sourceRoots);
  }
}
