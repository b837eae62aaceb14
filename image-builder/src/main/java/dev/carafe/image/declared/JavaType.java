package dev.carafe.image.declared;

import java.util.List;
import java.util.stream.Collectors;

/// A type as written in a declaration, with its names resolved.
public sealed interface JavaType {

  /// A primitive type or `void`.
  record Primitive(String name) implements JavaType {}

  /// An array of `component`.
  record Array(JavaType component) implements JavaType {}

  /// A class or interface by its binary name, with its type arguments.
  record Named(String binaryName, List<JavaType> arguments) implements JavaType {
    public Named {
      arguments = List.copyOf(arguments);
    }
  }

  /// A type variable in scope.
  record Variable(String name) implements JavaType {}

  /// A wildcard, as its text: `?`, `? extends java.lang.Number`.
  record Wildcard(String text) implements JavaType {}

  /// A name that could not be resolved; nothing is claimed about it.
  record Unknown(String name) implements JavaType {}

  /// A class without type arguments.
  static Named named(String binaryName) {
    return new Named(binaryName, List.of());
  }

  /// As `java.lang.reflect.Type.getTypeName()` gives it.
  default String text() {
    return switch (this) {
      case Primitive p -> p.name();
      case Array a -> a.component().text() + "[]";
      case Named n -> n.binaryName() + arguments(n, JavaType::text, ", ");
      case Variable v -> v.name();
      case Wildcard w -> w.text();
      case Unknown u -> u.name();
    };
  }

  /// As a person writes it, without packages: `List<String>`.
  default String simpleText() {
    return switch (this) {
      case Array a -> a.component().simpleText() + "[]";
      case Named n -> erasedText() + arguments(n, JavaType::simpleText, ", ");
      case Wildcard w -> w.text().replaceAll("[a-z_0-9]+\\.", "");
      case Primitive _, Variable _, Unknown _ -> text();
    };
  }

  /// [#simpleText()] without type arguments: `List`.
  default String erasedText() {
    return switch (this) {
      case Array a -> a.component().erasedText() + "[]";
      case Named n ->
          n.binaryName()
              .substring(
                  Math.max(n.binaryName().lastIndexOf('.'), n.binaryName().lastIndexOf('$')) + 1);
      case Primitive _, Variable _, Wildcard _, Unknown _ -> simpleText();
    };
  }

  /// Whether this is the class called `binaryName`, whatever its arguments.
  default boolean is(String binaryName) {
    return this instanceof Named n && n.binaryName().equals(binaryName);
  }

  /// Whether this is `void`.
  default boolean isVoid() {
    return this instanceof Primitive p && p.name().equals("void");
  }

  private static String arguments(
      Named type, java.util.function.Function<JavaType, String> text, String separator) {
    return type.arguments().isEmpty()
        ? ""
        : type.arguments().stream().map(text).collect(Collectors.joining(separator, "<", ">"));
  }
}
