package dev.carafe.image.rules;

import dev.carafe.image.declared.AnnotationDeclared;
import dev.carafe.image.declared.ClassDeclared;
import dev.carafe.image.declared.MethodDeclared;
import dev.carafe.image.declared.Program;
import javax.lang.model.element.Modifier;

/// `@Function`s can be called: static, or on an object that the agent can make.
final class FunctionRule {
  private FunctionRule() {}

  static void check(MethodDeclared method, ClassDeclared type, Program program, Report report) {
    if (!method.has("Function")) {
      method
          .annotation("Concurrent")
          .filter(_ -> !method.has("Method"))
          .ifPresent(c -> checkStray(c, method, report));
      return;
    }
    String title = "@Function method " + method.name();
    MethodRule.refuse(method, title, report, "callers could not name it", Modifier.PRIVATE);
    MethodRule.refuse(method, title, report, "there is nothing to run", Modifier.ABSTRACT);
    MethodRule.checkCount(method, title, report);
    if (method.has("LocalEntrypoint")) {
      report.add(
          method.place(),
          title + " is a @LocalEntrypoint too",
          "one runs in a container, the other at the caller",
          "remove one of the two");
    }
    if (method.is(Modifier.STATIC)) {
      return;
    }
    if (type.has("Cls")) {
      report.add(
          method.place(),
          "%s is an instance method of @Cls class %s".formatted(title, type.simpleName()),
          "such methods share the class's containers",
          "use @Method, or make it static");
    } else if (!method.is(Modifier.ABSTRACT)) {
      ClsRule.checkConstructible(
          type, "class %s of %s".formatted(type.simpleName(), title), report);
    }
  }

  private static void checkStray(
      AnnotationDeclared concurrent, MethodDeclared method, Report report) {
    report.add(
        concurrent.place(),
        "@Concurrent stands on %s, which is no @Function".formatted(method.name()),
        "it says how many inputs a container takes",
        "remove it, or add @Function");
  }
}
