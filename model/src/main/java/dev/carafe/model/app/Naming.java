package dev.carafe.model.app;

import java.util.Locale;

/// How names are made from Java's where none is given.
public final class Naming {
  private Naming() {}

  /// An app's name from its class's simple name: `HTTPServer2Go` becomes `http-server2-go`.
  public static String kebabCase(String simpleName) {
    return simpleName
        .replaceAll("([a-z0-9])([A-Z])", "$1-$2")
        .replaceAll("([A-Z]+)([A-Z][a-z])", "$1-$2")
        .replace('_', '-')
        .toLowerCase(Locale.ROOT);
  }
}
