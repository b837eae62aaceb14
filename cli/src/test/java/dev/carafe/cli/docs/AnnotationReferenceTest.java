package dev.carafe.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.client.Carafe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each annotation has a section in the reference, and in it a row for each of its elements with
/// the default that it has.
final class AnnotationReferenceTest {
  private static final String PACKAGE = "dev.carafe.annotations";

  @Test
  void thereAreAnnotationsToSpeakOf() {
    assertThat(annotations()).extracting(Class::getSimpleName).contains("App", "Cls", "Function");
  }

  @ParameterizedTest
  @MethodSource("annotations")
  void referenceHasEveryElementWithItsDefault(Class<? extends Annotation> annotation) {
    String section = section(annotation.getSimpleName());
    for (Method element : annotation.getDeclaredMethods()) {
      assertThat(section.lines())
          .as("@%s: a row for %s", annotation.getSimpleName(), element.getName())
          .anyMatch(
              line ->
                  line.matches("\\| .*`%s`.*".formatted(element.getName()))
                      && line.contains("| %s |".formatted(defaultOf(element))));
    }
  }

  /// The elements that two annotations share are described once, for both.
  private static String section(String name) {
    String text = Page.read(Page.root().resolve("docs/annotations.md")).text();
    return Stream.of(text.split("\n## "))
        .filter(s -> Arrays.asList(s.lines().findFirst().orElse("").split("\\W+")).contains(name))
        .reduce((a, b) -> a + "\n" + b)
        .orElseThrow(() -> new AssertionError("docs/annotations.md has no section for @" + name));
  }

  private static String defaultOf(Method element) {
    Object value = element.getDefaultValue();
    return value == null ? "required" : "`%s`".formatted(text(value));
  }

  private static String text(Object value) {
    return switch (value) {
      case String s -> "\"%s\"".formatted(s);
      case Class<?> c -> c.getSimpleName() + ".class";
      case Annotation a -> "@%s(0)".formatted(a.annotationType().getSimpleName());
      default ->
          value.getClass().isArray() && Array.getLength(value) == 0 ? "{}" : String.valueOf(value);
    };
  }

  static List<Class<? extends Annotation>> annotations() {
    return classNames().stream()
        .map(AnnotationReferenceTest::loaded)
        .filter(Class::isAnnotation)
        .<Class<? extends Annotation>>map(type -> type.asSubclass(Annotation.class))
        .toList();
  }

  private static Class<?> loaded(String name) {
    try {
      return Class.forName(name, false, Carafe.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> classNames() {
    Path home = ExamplesTest.home(loaded(PACKAGE + ".App"));
    if (Files.isDirectory(home)) {
      return namesIn(home);
    }
    try (FileSystem jar = FileSystems.newFileSystem(home)) {
      return namesIn(jar.getPath("/"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> namesIn(Path home) {
    try (Stream<Path> files = Files.list(home.resolve(PACKAGE.replace('.', '/')))) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(f -> f.endsWith(".class") && !f.contains("-"))
          .map(f -> PACKAGE + "." + f.replace(".class", ""))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
