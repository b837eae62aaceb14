package dev.carafe.model.app;

import static dev.carafe.model.app.Check.require;

import java.util.regex.Pattern;

/// One GPU choice: so many whole GPUs of a type, `any` for every type. Written `H100`, `A100:2`,
/// `any`.
public record GpuRequest(String type, int count) {
  private static final Pattern SIZE = Pattern.compile("-\\d+GB$", Pattern.CASE_INSENSITIVE);

  public GpuRequest {
    require(!type.isBlank(), "a GPU choice names a type, like \"H100\" or \"any\"");
    require(count >= 1 && count <= 16, "a GPU count is 1 to 16: " + count);
  }

  /// Reads `TYPE` or `TYPE:COUNT`.
  public static GpuRequest parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      return new GpuRequest(text.strip(), 1);
    }
    try {
      return new GpuRequest(
          text.substring(0, colon).strip(), Integer.parseInt(text.substring(colon + 1).strip()));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "a GPU choice is TYPE or TYPE:COUNT, like \"A100:2\": \"%s\"".formatted(text), e);
    }
  }

  /// Whether every type will do.
  public boolean anyType() {
    return type.equalsIgnoreCase("any");
  }

  /// Whether a GPU of that type will do: the same type, or a size of it, as an `A100-80GB` is an
  /// `A100`.
  public boolean accepts(String other) {
    return anyType()
        || type.equalsIgnoreCase(other)
        || SIZE.matcher(other).replaceFirst("").equalsIgnoreCase(type);
  }

  @Override
  public String toString() {
    return count + "×" + type;
  }
}
