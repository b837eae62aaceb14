package dev.carafe.model.app;

import java.util.Locale;
import java.util.regex.Pattern;

/// How names are made from Java's where none is given, and what a name may be.
public final class Naming {
  /// What a name may be, in words.
  public static final String RULE =
      "1 to 63 letters, digits, '.', '_' and '-', starting with a letter or digit";

  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{0,62}");

  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private Naming() {}

  /// Whether a Volume may be called this.
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /// Whether an environment variable may be called this: what a shell can set.
  public static boolean isVariable(String text) {
    return VARIABLE.matcher(text).matches();
  }

  /// An app's name from its class's simple name: `HTTPServer2Go` becomes `http-server2-go`.
  public static String kebabCase(String simpleName) {
    return simpleName
        .replaceAll("([a-z0-9])([A-Z])", "$1-$2")
        .replaceAll("([A-Z]+)([A-Z][a-z])", "$1-$2")
        .replace('_', '-')
        .toLowerCase(Locale.ROOT);
  }
}
