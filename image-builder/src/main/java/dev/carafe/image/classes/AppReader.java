package dev.carafe.image.classes;

import dev.carafe.model.app.AppSpec;
import java.nio.file.Path;
import java.util.List;

/// Reads class files into apps, one per `@App` class (and one per app that top-level `@Cls` classes
/// name). No class is loaded and no user code runs.
public final class AppReader {

  /// The apps of these directories and jars; throws [dev.carafe.image.problem.UserCodeException]
  /// with all that is wrong.
  public List<AppSpec> read(List<Path> ownClasses) {
    throw new UnsupportedOperationException("read " + ownClasses);
  }
}
