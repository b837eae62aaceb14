package dev.carafe.image.options;

import dev.carafe.image.options.OptionSpec.Kind;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How a parameter's type is written on a command line.
record OptionType(String element, Kind kind, boolean repeated, boolean optional) {
  private static final Pattern OPTIONAL = Pattern.compile("java\\.util\\.Optional<(.+)>");
  private static final Pattern MANY =
      Pattern.compile("java\\.util\\.(?:List|Collection|Set|SequencedCollection)<(.+)>");
  private static final Map<String, Kind> KINDS =
      Map.ofEntries(
          Map.entry("java.lang.String", Kind.TEXT),
          Map.entry("char", Kind.TEXT),
          Map.entry("java.lang.Character", Kind.TEXT),
          Map.entry("java.util.UUID", Kind.TEXT),
          Map.entry("java.net.URI", Kind.TEXT),
          Map.entry("boolean", Kind.FLAG),
          Map.entry("java.lang.Boolean", Kind.FLAG),
          Map.entry("byte", Kind.INTEGER),
          Map.entry("java.lang.Byte", Kind.INTEGER),
          Map.entry("short", Kind.INTEGER),
          Map.entry("java.lang.Short", Kind.INTEGER),
          Map.entry("int", Kind.INTEGER),
          Map.entry("java.lang.Integer", Kind.INTEGER),
          Map.entry("long", Kind.INTEGER),
          Map.entry("java.lang.Long", Kind.INTEGER),
          Map.entry("java.math.BigInteger", Kind.INTEGER),
          Map.entry("float", Kind.DECIMAL),
          Map.entry("java.lang.Float", Kind.DECIMAL),
          Map.entry("double", Kind.DECIMAL),
          Map.entry("java.lang.Double", Kind.DECIMAL),
          Map.entry("java.math.BigDecimal", Kind.DECIMAL));

  /// Reads a type; `enums` tells which names are enums.
  static OptionType of(String type, Set<String> enums) {
    Matcher optional = OPTIONAL.matcher(type);
    if (optional.matches()) {
      OptionType inner = of(optional.group(1), enums);
      return new OptionType(inner.element(), inner.kind(), inner.repeated(), true);
    }
    Optional<String> element = element(type).filter(e -> kind(e, enums) != Kind.JSON);
    return element
        .map(e -> new OptionType(e, kind(e, enums), true, false))
        .orElseGet(() -> new OptionType(type, kind(type, enums), false, false));
  }

  private static Optional<String> element(String type) {
    Matcher many = MANY.matcher(type);
    if (many.matches()) {
      return Optional.of(many.group(1));
    }
    return type.endsWith("[]") && !type.equals("byte[]")
        ? Optional.of(type.substring(0, type.length() - 2))
        : Optional.empty();
  }

  private static Kind kind(String type, Set<String> enums) {
    if (enums.contains(type)) {
      return Kind.ENUM;
    }
    return type.startsWith("java.time.") ? Kind.TEXT : KINDS.getOrDefault(type, Kind.JSON);
  }
}
