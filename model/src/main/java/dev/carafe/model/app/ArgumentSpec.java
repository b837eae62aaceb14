package dev.carafe.model.app;

import java.util.Optional;

/// One parameter of a method: its name, its generic type as in `Type.getTypeName()`, and the text
/// used when it is left out on the command line or in JSON. `Optional` types may be left out as
/// well.
public record ArgumentSpec(String name, String type, Optional<String> defaultText) {

  /// Whether callers without the classes may leave it out.
  public boolean mayBeOmitted() {
    return defaultText.isPresent() || type.startsWith("java.util.Optional<");
  }
}
