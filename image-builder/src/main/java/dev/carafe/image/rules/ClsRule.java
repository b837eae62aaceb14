package dev.carafe.image.rules;

import dev.carafe.image.declared.ClassDeclared;
import dev.carafe.image.declared.MethodDeclared;
import dev.carafe.image.declared.Program;
import java.util.Optional;
import javax.lang.model.element.Modifier;

/// The agent can make an object of a `@Cls` class, and there is something to call on it.
final class ClsRule {
  private ClsRule() {}

  static void check(ClassDeclared type, Program program, Report report) {
    if (!type.has("Cls")) {
      return;
    }
    String title = "@Cls class " + type.simpleName();
    checkConstructible(type, title, report);
    boolean callable =
        program.lookup().lineage(type).stream()
            .flatMap(ClassDeclared::proper)
            .anyMatch(m -> m.has("Method"));
    if (!callable) {
      report.add(
          type.place(),
          title + " has no @Method",
          "nothing of it could be called",
          "write @Method on a public method");
    }
  }

  /// What holds for every class the agent makes an object of.
  static void checkConstructible(ClassDeclared type, String title, Report report) {
    boolean plain = type.kind() == ClassDeclared.Kind.CLASS;
    if (!plain || type.is(Modifier.ABSTRACT)) {
      report.add(
          type.place(),
          title + " is " + (plain ? "abstract" : kind(type)),
          "each container makes one object of it",
          plain ? "remove abstract" : "make it a class");
    } else if (type.inner()) {
      report.add(
          type.place(),
          title + " is an inner class",
          "its objects need one of the enclosing class",
          "add static");
    } else {
      checkConstructor(type, title, report);
    }
  }

  private static void checkConstructor(ClassDeclared type, String title, Report report) {
    Optional<MethodDeclared> plain = type.plainConstructor();
    if (plain.isEmpty()) {
      report.add(
          type.place(),
          title + " has no constructor without parameters",
          "each container makes one object of it",
          "add public %s() {}".formatted(type.simpleName()));
    } else if (!plain.get().is(Modifier.PUBLIC)) {
      boolean implied = plain.get().place().equals(type.place()) || !type.is(Modifier.PUBLIC);
      report.add(
          plain.get().place(),
          "the constructor of %s is not public".formatted(title),
          "each container makes one object of it",
          implied
              ? "make the class public, or add public %s() {}".formatted(type.simpleName())
              : "make it public");
    }
  }

  private static String kind(ClassDeclared type) {
    return switch (type.kind()) {
      case CLASS -> "a class";
      case INTERFACE -> "an interface";
      case ENUM -> "an enum";
      case RECORD -> "a record";
      case ANNOTATION -> "an annotation";
    };
  }
}
