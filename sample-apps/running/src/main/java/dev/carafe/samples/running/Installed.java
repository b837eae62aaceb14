package dev.carafe.samples.running;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Carafe as it lies on the class path of this test: what the launcher finds in a checkout.
final class Installed {
  private static final List<String> API = List.of("annotations", "client");

  private Installed() {}

  static List<Path> classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.isEmpty())
        .map(entry -> Path.of(entry).toAbsolutePath())
        .toList();
  }

  static List<Path> api() {
    return entries(
        entry ->
            API.stream().anyMatch(module -> isOf(entry, module))
                || entry.getFileName().toString().startsWith("jspecify-"));
  }

  /// The agent's shaded jar; its class folder and all libraries where it is not packaged yet.
  static List<Path> agent() {
    return entries(entry -> isOf(entry, "runtime-agent")).stream()
        .map(jar -> Path.of(jar.toString().replaceFirst("\\.jar$", "-shaded.jar")))
        .filter(Files::isRegularFile)
        .findFirst()
        .map(List::of)
        .orElseGet(() -> entries(entry -> !entry.startsWith(Path.of("").toAbsolutePath())));
  }

  private static List<Path> entries(Predicate<Path> wanted) {
    return classPath().stream().filter(wanted).toList();
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
