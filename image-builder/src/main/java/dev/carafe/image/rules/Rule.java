package dev.carafe.image.rules;

import dev.carafe.image.declared.AnnotationDeclared;
import dev.carafe.image.declared.ClassDeclared;
import dev.carafe.image.declared.MethodDeclared;
import dev.carafe.image.declared.Program;

/// Something that must hold for a program.
@FunctionalInterface
interface Rule {
  void check(Program program, Report report);

  /// A rule for one class at a time.
  interface OfClass {
    void check(ClassDeclared type, Program program, Report report);
  }

  /// A rule for one method at a time.
  interface OfMethod {
    void check(MethodDeclared method, ClassDeclared type, Program program, Report report);
  }

  /// A rule for the elements that `@Function` and `@Cls` share.
  interface OfService {
    void check(AnnotationDeclared service, Program program, Report report);
  }

  static Rule perClass(OfClass rule) {
    return (program, report) -> program.own().forEach(c -> rule.check(c, program, report));
  }

  static Rule perMethod(OfMethod rule) {
    return perClass(
        (type, program, report) ->
            type.proper().forEach(m -> rule.check(m, type, program, report)));
  }

  static Rule perService(OfService rule) {
    return perClass(
        (type, program, report) -> {
          type.annotation("Cls").ifPresent(a -> rule.check(a, program, report));
          type.proper()
              .flatMap(m -> m.annotation("Function").stream())
              .forEach(a -> rule.check(a, program, report));
        });
  }
}
