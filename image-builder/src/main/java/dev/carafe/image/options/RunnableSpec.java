package dev.carafe.image.options;

import java.util.List;

/// Something `carafe run` can run: its name as in `TARGET::NAME`, its app, the first sentence of
/// its doc comment (`summary`, maybe empty), and its options in the order of its parameters.
/// `classOptions` are those for the `@Parameter` fields of a method's class.
public record RunnableSpec(
    String name,
    String app,
    Kind kind,
    String summary,
    List<OptionSpec> options,
    List<OptionSpec> classOptions) {

  /// What it is: runs here, or remotely.
  public enum Kind {
    ENTRYPOINT,
    FUNCTION,
    METHOD
  }

  public RunnableSpec {
    options = List.copyOf(options);
    classOptions = List.copyOf(classOptions);
  }
}
