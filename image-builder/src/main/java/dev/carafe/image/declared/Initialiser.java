package dev.carafe.image.declared;

/// What a field is before anyone sets it.
public sealed interface Initialiser {

  /// Nothing was written.
  record None() implements Initialiser {}

  /// A constant in canonical text: `Long.toString` and the like, an enum constant's name, base64.
  record Constant(String text) implements Initialiser {}

  /// Something that only running code can tell.
  record Computed() implements Initialiser {}

  /// Cannot be told from here.
  record Unknown() implements Initialiser {}
}
