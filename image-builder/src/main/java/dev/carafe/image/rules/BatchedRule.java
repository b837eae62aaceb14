package dev.carafe.image.rules;

import dev.carafe.image.declared.AnnotationDeclared;
import dev.carafe.image.declared.ClassDeclared;
import dev.carafe.image.declared.JavaType;
import dev.carafe.image.declared.MethodDeclared;
import dev.carafe.image.declared.Program;
import java.util.Optional;

/// `@Batched` methods take one list and return one list.
final class BatchedRule {
  private BatchedRule() {}

  static void check(MethodDeclared method, ClassDeclared type, Program program, Report report) {
    Optional<AnnotationDeclared> batched = method.annotation("Batched");
    if (batched.isEmpty()) {
      return;
    }
    String title = "@Batched method " + method.name();
    String edit =
        "declare it like List<R> %s(List<A> inputs), one output for each input"
            .formatted(method.name());
    if (!method.has("Method") && !method.has("Function")) {
      report.add(
          batched.get().place(),
          title + " is not callable",
          "only calls can be batched",
          "add @Method (in a @Cls class) or @Function");
    }
    if (method.parameters().size() != 1) {
      report.add(
          method.place(),
          "%s has %d parameters".formatted(title, method.parameters().size()),
          "it takes one list, of the inputs of a batch",
          edit);
    } else if (notList(method.parameters().getFirst().type())) {
      report.add(
          method.parameters().getFirst().place(),
          "%s takes %s".formatted(title, method.parameters().getFirst().type().simpleText()),
          "it takes one list, of the inputs of a batch",
          edit);
    }
    if (notList(method.returnType())) {
      report.add(
          method.place(),
          "%s returns %s".formatted(title, method.returnType().simpleText()),
          "it returns one list, of the outputs of a batch",
          edit);
    }
    checkLimits(batched.get(), report);
  }

  private static boolean notList(JavaType type) {
    return !(type instanceof JavaType.Unknown)
        && !(type.is("java.util.List")
            && type instanceof JavaType.Named n
            && n.arguments().size() == 1);
  }

  private static void checkLimits(AnnotationDeclared batched, Report report) {
    if (batched.known("maxSize") && batched.whole("maxSize") < 1) {
      report.add(
          batched.placeOf("maxSize"),
          "@Batched maxSize = " + batched.whole("maxSize"),
          "a batch holds at least one input",
          "write 1 or more");
    }
    TimeRule.durations(batched, report, "maxWait");
  }
}
