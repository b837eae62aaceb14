package dev.carafe.image.rules;

import dev.carafe.image.declared.ClassDeclared;
import dev.carafe.image.declared.JavaType;
import dev.carafe.image.declared.MethodDeclared;
import dev.carafe.image.declared.ParameterDeclared;
import dev.carafe.image.declared.Program;
import dev.carafe.image.problem.Place;

/// Arguments and results of what can be called can travel between machines.
final class TravelRule {
  private TravelRule() {}

  static void check(MethodDeclared method, ClassDeclared type, Program program, Report report) {
    if (!method.has("Function") && !method.has("Method")) {
      return;
    }
    for (ParameterDeclared parameter : method.parameters()) {
      new Travel(program.lookup())
          .obstacle(parameter.type())
          .ifPresent(
              o ->
                  add(
                      "parameter %s of %s".formatted(parameter.name(), method.name()),
                      parameter.type(),
                      parameter.place(),
                      o,
                      report));
    }
    JavaType result =
        method.generator()
                && method.returnType() instanceof JavaType.Named(_, var items)
                && items.size() == 1
            ? items.getFirst()
            : method.returnType();
    if (!result.isVoid()) {
      new Travel(program.lookup())
          .obstacle(result)
          .ifPresent(o -> add("the result of " + method.name(), result, method.place(), o, report));
    }
  }

  private static void add(
      String what, JavaType type, Place place, Travel.Obstacle obstacle, Report report) {
    report.add(
        place,
        "%s has type %s, which cannot travel".formatted(what, type.simpleText()),
        obstacle.why(),
        obstacle.edit());
  }
}
