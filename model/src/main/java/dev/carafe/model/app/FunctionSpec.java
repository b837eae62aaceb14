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

  /// The types a caller must agree with, as Java source: `(String, int) float[]`.
  public String signature() {
    return "(%s) %s"
        .formatted(
            String.join(", ", arguments.stream().map(ArgumentSpec::type).toList()), returnType);
  }
}
