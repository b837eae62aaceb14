package dev.carafe.image.options;

import java.util.List;
import java.util.Optional;

/// One command-line option of an entry point. `name` is the option with its dashes (`--model-id`),
/// `parameter` the method's parameter, `type` the element's type for a repeated option. `help` is
/// empty when the sources say nothing.
public record OptionSpec(
    String name,
    String parameter,
    String type,
    Kind kind,
    boolean repeated,
    boolean required,
    Optional<String> defaultText,
    List<String> enumConstants,
    String help) {

  /// How the text of an option is read.
  public enum Kind {
    /// As it is.
    TEXT,
    /// A whole number.
    INTEGER,
    /// A number.
    DECIMAL,
    /// `true` or `false`; the bare option means true.
    FLAG,
    /// One of `enumConstants`, whatever the case.
    ENUM,
    /// A JSON value.
    JSON
  }

  public OptionSpec {
    enumConstants = List.copyOf(enumConstants);
  }

  /// The JSON value for the texts given on the command line (none: left out). Throws
  /// `IllegalArgumentException` that names the option when a text does not fit.
  public String json(List<String> given) {
    throw new UnsupportedOperationException("json " + given);
  }
}
