package dev.carafe.image.classes;

import dev.carafe.image.declared.ClassDeclared;
import dev.carafe.image.declared.Program;
import dev.carafe.image.problem.Problem;
import dev.carafe.image.problem.UserCodeException;
import dev.carafe.image.rules.Rules;
import dev.carafe.image.spec.AppSpecs;
import dev.carafe.model.app.AppSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Reads class files into apps, one per `@App` class (and one per app that top-level `@Cls` classes
/// name). No class is loaded and no user code runs. Safe to use from several threads.
public final class AppReader {
  private final List<Path> libraries;

  /// Reads apps that refer to classes of these jars and directories: superclasses, enums, records.
  public AppReader(List<Path> libraries) {
    this.libraries = List.copyOf(libraries);
  }

  /// The apps of these directories and jars, none if no class belongs to one; throws
  /// [UserCodeException] with all that is wrong, at `className#member`.
  public List<AppSpec> read(List<Path> ownClasses) {
    var classPath = new ArrayList<>(ownClasses);
    classPath.addAll(libraries);
    List<ClassDeclared> own =
        ownClasses.stream().flatMap(root -> ClassFiles.all(root).stream()).toList();
    try (var lookup = new ClassFiles(classPath)) {
      var program = new Program(own, lookup);
      List<Problem> problems = Rules.check(program);
      if (!problems.isEmpty()) {
        throw new UserCodeException(problems);
      }
      return AppSpecs.of(program);
    }
  }
}
