package dev.carafe.image.rules;

import dev.carafe.image.declared.AnnotationDeclared;
import dev.carafe.image.declared.ClassDeclared;
import dev.carafe.image.declared.Program;

/// Numbers of containers, and of inputs in one, make sense.
final class ScalingRule {
  private ScalingRule() {}

  static void check(AnnotationDeclared service, Program program, Report report) {
    for (String element : new String[] {"minContainers", "maxContainers", "bufferContainers"}) {
      if (service.known(element) && service.whole(element) < 0) {
        report.add(
            service.placeOf(element),
            "%s = %d is negative".formatted(element, service.whole(element)),
            "it counts containers",
            "write 0 or more");
      }
    }
    int min = service.whole("minContainers");
    int max = service.whole("maxContainers");
    if (max > 0 && min > max) {
      report.add(
          service.placeOf("minContainers"),
          "minContainers = %d is over maxContainers = %d".formatted(min, max),
          "so many could never run",
          "lower minContainers or raise maxContainers");
    }
  }

  /// `@Concurrent` on a class or method.
  static void checkConcurrent(ClassDeclared type, Program program, Report report) {
    type.annotation("Concurrent").ifPresent(c -> checkConcurrent(c, report));
    type.proper()
        .flatMap(m -> m.annotation("Concurrent").stream())
        .forEach(c -> checkConcurrent(c, report));
  }

  private static void checkConcurrent(AnnotationDeclared concurrent, Report report) {
    int max = concurrent.whole("max");
    int target = concurrent.whole("target");
    if (concurrent.known("max") && max < 1) {
      report.add(
          concurrent.placeOf("max"),
          "@Concurrent max = %d is too low".formatted(max),
          "a container takes at least one input",
          "write 1 or more");
    } else if (concurrent.known("max") && (target < 0 || target > max)) {
      report.add(
          concurrent.placeOf("target"),
          "@Concurrent target = %d is not within 0 to max = %d".formatted(target, max),
          "the autoscaler aims at what a container can take",
          "write 1 to %d, or leave it out".formatted(max));
    }
  }
}
