package dev.carafe.image.rules;

import dev.carafe.image.declared.AnnotationDeclared;
import dev.carafe.image.declared.ClassDeclared;
import dev.carafe.image.declared.MethodDeclared;
import dev.carafe.image.declared.Program;
import java.util.Locale;
import java.util.Optional;
import javax.lang.model.element.Modifier;

/// `@Method`s can be called on a container's object.
final class MethodRule {
  static final int MOST_PARAMETERS = 8;

  private MethodRule() {}

  static void check(MethodDeclared method, ClassDeclared type, Program program, Report report) {
    if (!method.has("Method")) {
      return;
    }
    String title = "@Method method " + method.name();
    if (!program.servesAsCls(type)) {
      report.add(
          method.place(),
          title + " is in no @Cls class",
          "it is called on the object of a @Cls class",
          "write @Cls on class %s, or @Function on the method".formatted(type.simpleName()));
    }
    if (method.is(Modifier.STATIC)) {
      report.add(
          method.place(),
          title + " is static",
          "it is called on a container's object",
          "remove static, or make it a @Function");
    }
    refuse(method, title, report, "callers could not name it", Modifier.PRIVATE);
    boolean base = type.is(Modifier.ABSTRACT) && !type.has("Cls");
    if (!base) {
      refuse(method, title, report, "there is nothing to run", Modifier.ABSTRACT);
    }
    checkCount(method, title, report);
    Optional<AnnotationDeclared> concurrent = method.annotation("Concurrent");
    if (concurrent.isPresent()) {
      report.add(
          concurrent.get().place(),
          "@Concurrent stands on " + title,
          "all methods of a @Cls class share its containers",
          "move it to class " + type.simpleName());
    }
    if (method.has("Function")) {
      report.add(
          method.place(),
          title + " is a @Function too",
          "it would run in two pools",
          "remove one of the two");
    }
  }

  static void refuse(
      MethodDeclared method, String title, Report report, String why, Modifier modifier) {
    if (method.is(modifier)) {
      String word = modifier.toString().toLowerCase(Locale.ROOT);
      report.add(method.place(), title + " is " + word, why, "remove " + word);
    }
  }

  static void checkCount(MethodDeclared method, String title, Report report) {
    if (method.parameters().size() > MOST_PARAMETERS) {
      report.add(
          method.parameters().get(MOST_PARAMETERS).place(),
          "%s has %d parameters".formatted(title, method.parameters().size()),
          "calls take up to " + MOST_PARAMETERS,
          "put some of them into a record");
    }
  }
}
