package dev.carafe.model.app;

import java.util.List;

/// A static method that runs at the caller. `takesCarafe` tells whether its first parameter is the
/// connected client; the remaining ones become command-line options.
public record EntrypointSpec(
    String name,
    String className,
    String method,
    String descriptor,
    boolean takesCarafe,
    List<ArgumentSpec> arguments) {

  public EntrypointSpec {
    arguments = List.copyOf(arguments);
  }
}
