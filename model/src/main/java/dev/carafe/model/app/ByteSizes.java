package dev.carafe.model.app;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The one place that reads sizes as users write them: `512MiB` (powers of 1,024), `1.5GB` (powers
/// of 1,000).
public final class ByteSizes {
  private static final Pattern FORM =
      Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?)\\s?([KMGT]i?)?B", Pattern.CASE_INSENSITIVE);

  private ByteSizes() {}

  /// Reads a number and its unit into bytes; throws `IllegalArgumentException` for anything else.
  public static long parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "a size is a number and its unit, like \"512MiB\" or \"1.5GB\": \"%s\"".formatted(text));
    }
    String unit = matcher.group(2) == null ? "" : matcher.group(2).toUpperCase(Locale.ROOT);
    int power = unit.isEmpty() ? 0 : "KMGT".indexOf(unit.charAt(0)) + 1;
    var base = BigDecimal.valueOf(unit.endsWith("I") ? 1024 : 1000);
    return new BigDecimal(matcher.group(1)).multiply(base.pow(power)).longValue();
  }
}
