package dev.carafe.image.build;

import dev.carafe.image.problem.Place;
import dev.carafe.image.problem.Problem;
import dev.carafe.image.problem.UserCodeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// What a target's text names.
sealed interface Target {
  /// A single source file.
  record JavaFile(Path file) implements Target {}

  /// The folder of a Maven project.
  record Project(Path directory) implements Target {}

  /// A jar of compiled classes.
  record Jar(Path file) implements Target {}

  /// A class on the class path.
  record ClassName(String name) implements Target {}

  Pattern CLASS_NAME = Pattern.compile("[\\p{L}_$][\\p{L}\\d_$]*(\\.[\\p{L}_$][\\p{L}\\d_$]*)*");

  /// Tells what `text` names; throws [UserCodeException] when it is nothing.
  static Target of(String text) {
    if (text.isBlank() || text.indexOf('\0') >= 0) {
      throw problem(text, "this is no target", "it names no file, folder or class");
    }
    Path path = Path.of(text);
    if (Files.isRegularFile(path)) {
      return ofFile(path, text);
    }
    if (Files.isDirectory(path)) {
      if (Files.isRegularFile(path.resolve("pom.xml"))) {
        return new Project(path);
      }
      throw problem(
          text, "the folder has no pom.xml", "only Maven projects are built from folders");
    }
    if (text.endsWith(".java") || text.endsWith(".jar") || text.contains("/")) {
      throw problem(text, "there is no such file or folder", "nothing can be run from it");
    }
    if (CLASS_NAME.matcher(text).matches()) {
      return new ClassName(text);
    }
    throw problem(text, "this is no target", "it names no file, folder or class");
  }

  private static Target ofFile(Path file, String text) {
    String name = file.getFileName().toString();
    if (name.endsWith(".java")) {
      return new JavaFile(file);
    }
    if (name.endsWith(".jar")) {
      return new Jar(file);
    }
    if (name.equals("pom.xml")) {
      Path parent = file.getParent();
      return new Project(parent == null ? Path.of("") : parent);
    }
    throw problem(text, "this file is no target", "it is neither .java nor .jar nor pom.xml");
  }

  private static UserCodeException problem(String text, String what, String why) {
    return new UserCodeException(
        new Problem(
            new Place.InTarget(text.isEmpty() ? "\"\"" : text),
            what,
            why,
            "give a .java file, a Maven project's folder, a jar, or a class on the class path"));
  }
}
