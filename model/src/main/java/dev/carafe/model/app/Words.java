package dev.carafe.model.app;

/// The small words of messages.
public final class Words {
  private static final String VOWELS = "AEIOaeio";

  private Words() {}

  /// A noun with its article: `an int`, `a List<String>`.
  public static String a(String noun) {
    boolean vowel = !noun.isEmpty() && VOWELS.indexOf(noun.charAt(0)) >= 0;
    return (vowel ? "an " : "a ") + noun;
  }

  /// A type without its packages, a nested one behind its class: `Shop$Order` is `Shop.Order`,
  /// `java.util.List<demo.Shop$Order>` is `List<Shop.Order>`.
  public static String simpleType(String type) {
    return type.replaceAll(
            "\\b(\\p{javaJavaIdentifierPart}+\\.)+(?=\\p{javaJavaIdentifierPart})", "")
        .replace('$', '.');
  }
}
