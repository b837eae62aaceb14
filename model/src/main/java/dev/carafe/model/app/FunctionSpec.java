package dev.carafe.model.app;

import java.util.List;
import java.util.Optional;

/// One callable method. The name is `method` for a `@Function` and `Class.method` for a `@Method`;
/// an overloaded method carries its parameter types: `Embedder.embed(String,int)`. `descriptor` is
/// the JVM's, so that the agent finds exactly this method. `batched` methods take and return lists
/// on the inside, single elements on the outside.
public record FunctionSpec(
    String name,
    String method,
    String descriptor,
    boolean isStatic,
    List<ArgumentSpec> arguments,
    String returnType,
    boolean generator,
    Optional<Batching> batched,
    Optional<Schedule> schedule,
    Optional<WebRoute> web) {

  public FunctionSpec {
    arguments = List.copyOf(arguments);
  }

  /// The arguments as callers give them: of a batched method one element of its list.
  public List<ArgumentSpec> callerArguments() {
    return batched.isEmpty() ? arguments : arguments.stream().map(FunctionSpec::element).toList();
  }

  private static ArgumentSpec element(ArgumentSpec list) {
    String type = list.type();
    boolean holds = type.endsWith(">");
    String held = holds ? type.substring(type.indexOf('<') + 1, type.length() - 1) : type;
    return new ArgumentSpec(list.name(), held, list.defaultText());
  }

  /// The types a caller must agree with, as Java source: `(String, int) float[]`.
  public String signature() {
    return "(%s) %s"
        .formatted(
            String.join(", ", arguments.stream().map(ArgumentSpec::type).toList()), returnType);
  }
}
