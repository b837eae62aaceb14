package dev.carafe.samples.running;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Carafe as the launcher finds it in a checkout: the command's jar with its libraries beside it,
/// and the agent's shaded jar. Where they are not packaged yet, the class path of this test.
final class Installed {
  private static final List<String> API = List.of("annotations", "client");

  private Installed() {}

  /// What the command runs on.
  static List<Path> command() {
    return packaged("cli").map(Installed::withLibraries).orElseGet(Installed::ofThisTest);
  }

  private static List<Path> withLibraries(Path jar) {
    try (Stream<Path> libraries = Files.list(jar.resolveSibling("lib"))) {
      return Stream.concat(Stream.of(jar), libraries.sorted()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("The libraries beside %s cannot be listed".formatted(jar), e);
    }
  }

  /// What user code compiles against.
  static List<Path> api() {
    return command().stream()
        .filter(
            entry ->
                API.stream().anyMatch(module -> isOf(entry, module))
                    || entry.getFileName().toString().startsWith("jspecify-"))
        .toList();
  }

  /// What containers run.
  static List<Path> agent() {
    return packaged("runtime-agent")
        .map(jar -> Path.of(jar.toString().replaceFirst("\\.jar$", "-shaded.jar")))
        .map(List::of)
        .orElseGet(() -> entries(entry -> !entry.startsWith(Path.of("").toAbsolutePath())));
  }

  private static Optional<Path> packaged(String module) {
    return entries(entry -> isOf(entry, module)).stream().filter(Files::isRegularFile).findFirst();
  }

  private static List<Path> ofThisTest() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.isEmpty())
        .map(entry -> Path.of(entry).toAbsolutePath())
        .toList();
  }

  private static List<Path> entries(Predicate<Path> wanted) {
    return ofThisTest().stream().filter(wanted).toList();
  }

  /// Whether it is the jar of a module, or its classes.
  private static boolean isOf(Path entry, String module) {
    String name = entry.getFileName().toString();
    return (name.startsWith("carafe-" + module + "-") && !name.endsWith("-tests.jar"))
        || entry.endsWith(Path.of(module, "target", "classes"));
  }

  static String joined(List<Path> entries) {
    return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }
}
