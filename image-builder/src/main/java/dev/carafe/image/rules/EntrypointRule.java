package dev.carafe.image.rules;

import dev.carafe.image.declared.ClassDeclared;
import dev.carafe.image.declared.MethodDeclared;
import dev.carafe.image.declared.ParameterDeclared;
import dev.carafe.image.declared.Program;
import javax.lang.model.element.Modifier;

/// `@LocalEntrypoint` methods can be run from the command line.
final class EntrypointRule {
  /// The type of the connected client.
  static final String CARAFE = "dev.carafe.client.Carafe";

  private EntrypointRule() {}

  static void check(MethodDeclared method, ClassDeclared type, Program program, Report report) {
    if (!method.has("LocalEntrypoint")) {
      return;
    }
    String title = "@LocalEntrypoint method " + method.name();
    if (!method.is(Modifier.STATIC)) {
      report.add(
          method.place(), title + " is not static", "it runs without an object", "add static");
    }
    for (ParameterDeclared parameter : method.parameters().stream().skip(1).toList()) {
      if (parameter.type().is(CARAFE)) {
        report.add(
            parameter.place(),
            "parameter %s of %s is a Carafe, but not the first".formatted(parameter.name(), title),
            "the client is passed first, options follow",
            "move it to the front");
      }
    }
  }
}
