package dev.carafe.image.rules;

import dev.carafe.image.declared.ClassDeclared;
import dev.carafe.image.declared.FieldDeclared;
import dev.carafe.image.declared.Initialiser;
import dev.carafe.image.declared.JavaType;
import dev.carafe.image.declared.ParameterTypes;
import dev.carafe.image.declared.Program;
import javax.lang.model.element.Modifier;

/// `@Parameter` fields can be set from outside, and their defaults are known before any code runs.
final class ParameterRule {
  private ParameterRule() {}

  static void check(ClassDeclared type, Program program, Report report) {
    for (FieldDeclared field : type.fields()) {
      if (field.annotation("Parameter").isPresent()) {
        checkField(field, type, program, report);
      }
    }
  }

  private static void checkField(
      FieldDeclared field, ClassDeclared type, Program program, Report report) {
    String title = "@Parameter field " + field.name();
    if (!program.servesAsCls(type)) {
      report.add(
          field.place(),
          title + " is in no @Cls class",
          "nothing would ever set it",
          "write @Cls on class " + type.simpleName());
    }
    if (field.is(Modifier.STATIC)) {
      report.add(field.place(), title + " is static", "it is set on an object", "remove static");
    }
    if (field.is(Modifier.FINAL)) {
      report.add(
          field.place(),
          title + " is final",
          "it is set after the object was made",
          "remove final");
    }
    if (!(field.type() instanceof JavaType.Unknown)
        && ParameterTypes.of(field.type(), program.lookup()).isEmpty()) {
      report.add(
          field.place(),
          "%s has type %s".formatted(title, field.type().simpleText()),
          "parameters are String, int, long, boolean, double, an enum or byte[]",
          "use one of these types");
    } else if (field.initialiser() instanceof Initialiser.Computed
        && !field.is(Modifier.STATIC)
        && !field.is(Modifier.FINAL)) {
      report.add(
          field.place(),
          "the initialiser of %s is no constant".formatted(title),
          "defaults are read without running code",
          "write a literal, or no initialiser to make it required");
    }
  }
}
