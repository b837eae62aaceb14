package dev.carafe.image.options;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

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
  private static final Map<String, Integer> BITS =
      Map.of("byte", 8, "short", 16, "int", 32, "long", 64);

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
    if (given.isEmpty()) {
      return omitted();
    }
    if (repeated) {
      return given.stream().map(this::value).collect(Collectors.joining(",", "[", "]"));
    }
    if (given.size() > 1) {
      throw new IllegalArgumentException(
          "%s is given %d times, and takes one value".formatted(name, given.size()));
    }
    return value(given.getFirst());
  }

  private String omitted() {
    if (required) {
      throw new IllegalArgumentException(
          "%s is missing: give it a value (%s)".formatted(name, simpleType()));
    }
    if (defaultText.isEmpty()) {
      return repeated ? "[]" : "null";
    }
    return repeated
        ? json(List.of(defaultText.get().split("\\s*,\\s*")))
        : value(defaultText.get());
  }

  private String value(String text) {
    return switch (kind) {
      case TEXT -> Json.text(text);
      case INTEGER -> whole(text);
      case DECIMAL -> decimal(text);
      case FLAG -> truth(text);
      case ENUM -> constant(text);
      case JSON -> text.strip();
    };
  }

  private String whole(String text) {
    try {
      var number = new BigInteger(text.strip());
      String primitive = simpleType().toLowerCase(Locale.ROOT).replace("integer", "int");
      int bits = BITS.getOrDefault(primitive, Integer.MAX_VALUE);
      if (number.bitLength() < bits) {
        return number.toString();
      }
      throw new IllegalArgumentException(
          "%s is out of the range of %s: %s".formatted(name, simpleType(), text));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s takes a whole number: \"%s\"".formatted(name, text), e);
    }
  }

  private String decimal(String text) {
    try {
      return new BigDecimal(text.strip()).toString();
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("%s takes a number: \"%s\"".formatted(name, text), e);
    }
  }

  private String truth(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true", "" -> "true";
      case "false" -> "false";
      default ->
          throw new IllegalArgumentException(
              "%s takes true or false: \"%s\"".formatted(name, text));
    };
  }

  private String constant(String text) {
    return enumConstants.stream()
        .filter(c -> c.equalsIgnoreCase(text.strip().replace('-', '_')))
        .findFirst()
        .map(Json::text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s is one of %s: \"%s\""
                        .formatted(name, String.join(", ", enumConstants), text)));
  }

  /// The type without packages, for help texts.
  public String simpleType() {
    return type.replaceAll("[a-z_0-9]+\\.", "").replace('$', '.');
  }
}
