package dev.carafe.image.rules;

import dev.carafe.image.declared.AnnotationDeclared;
import dev.carafe.image.declared.ClassDeclared;
import dev.carafe.image.declared.MethodDeclared;
import dev.carafe.image.declared.Program;
import javax.lang.model.element.Modifier;

/// `@Enter` and `@Exit` methods can run once on a container's object, without arguments.
final class HookRule {
  private HookRule() {}

  static void check(MethodDeclared method, ClassDeclared type, Program program, Report report) {
    method.annotations().stream()
        .filter(a -> a.name().equals("Enter") || a.name().equals("Exit"))
        .forEach(hook -> checkHook(hook, method, type, program, report));
  }

  private static void checkHook(
      AnnotationDeclared hook,
      MethodDeclared method,
      ClassDeclared type,
      Program program,
      Report report) {
    String title = "@%s method %s".formatted(hook.name(), method.name());
    if (!program.servesAsCls(type)) {
      report.add(
          method.place(),
          title + " is in no @Cls class",
          "hooks run on the object of a @Cls class",
          "write @Cls on class %s, or remove @%s".formatted(type.simpleName(), hook.name()));
    }
    MethodRule.refuse(method, title, report, "hooks run on a container's object", Modifier.STATIC);
    MethodRule.refuse(
        method, title, report, "the container calls it from outside", Modifier.PRIVATE);
    MethodRule.refuse(method, title, report, "there is nothing to run", Modifier.ABSTRACT);
    if (!method.parameters().isEmpty()) {
      report.add(
          method.parameters().getFirst().place(),
          title + " has parameters",
          "nobody passes arguments to a hook",
          "remove them, and use @Parameter fields for settings");
    }
    if (method.has("Method") || method.has("Function")) {
      report.add(
          method.place(),
          title + " is callable too",
          "a hook runs exactly once per container",
          "move what both need into a third method");
    }
  }
}
