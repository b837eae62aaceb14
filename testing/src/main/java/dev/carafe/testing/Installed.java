package dev.carafe.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Carafe as the launcher finds it in a checkout: the command's jar with its libraries beside it,
/// and the agent's shaded jar. Where they are not packaged yet, the class path of this JVM.
public final class Installed {
  private static final List<String> API = List.of("annotations", "client");
  private static final List<String> MODULES =
      List.of(
          "annotations",
          "model",
          "protocol",
          "scheduler",
          "volumes",
          "process",
          "docker",
          "image-builder",
          "runtime-agent",
          "client",
          "cli",
          "server",
          "testing");

  private Installed() {}

  /// The engine of the servers that tests start: `process`, or what `-Dcarafe.engine` names.
  public static String engine() {
    return System.getProperty("carafe.engine", "process");
  }

  /// What the command runs on; the module `cli` is to be on the class path.
  public static List<Path> command() {
    return packaged("cli").map(Installed::withLibraries).orElseGet(Installed::ofThisJvm);
  }

  private static List<Path> withLibraries(Path jar) {
    try (Stream<Path> libraries = Files.list(jar.resolveSibling("lib"))) {
      return Stream.concat(Stream.of(jar), libraries.sorted()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("The libraries beside %s cannot be listed".formatted(jar), e);
    }
  }

  /// What user code compiles against, on the class path of the command.
  public static List<Path> api() {
    return api(command());
  }

  static List<Path> api(List<Path> classPath) {
    return classPath.stream()
        .filter(
            entry ->
                API.stream().anyMatch(module -> isOf(entry, module))
                    || entry.getFileName().toString().startsWith("jspecify-"))
        .toList();
  }

  /// What containers run.
  public static List<Path> agent() {
    return packaged("runtime-agent")
        .map(jar -> Path.of(jar.toString().replaceFirst("\\.jar$", "-shaded.jar")))
        .filter(Files::exists)
        .map(List::of)
        .orElseGet(Installed::unpackagedAgent);
  }

  private static List<Path> unpackagedAgent() {
    if (ofThisJvm().stream().noneMatch(entry -> isOf(entry, "runtime-agent"))) {
      throw new IllegalStateException(
          "The runtime agent is not on the class path of the tests. Add dev.carafe:carafe-runtime-agent in test scope");
    }
    Path module = Path.of("").toAbsolutePath();
    return ofThisJvm().stream().filter(entry -> !entry.startsWith(module)).toList();
  }

  private static Optional<Path> packaged(String module) {
    return ofThisJvm().stream()
        .filter(entry -> isOf(entry, module))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  /// The class path of this JVM.
  static List<Path> ofThisJvm() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.isEmpty())
        .map(entry -> Path.of(entry).toAbsolutePath())
        .toList();
  }

  /// Whether it is a jar of Carafe, or the classes of one of its modules.
  static boolean isOfCarafe(Path entry) {
    return MODULES.stream().anyMatch(module -> isOf(entry, module));
  }

  private static boolean isOf(Path entry, String module) {
    String name = entry.getFileName().toString();
    return (name.startsWith("carafe-" + module + "-") && !name.endsWith("-tests.jar"))
        || entry.endsWith(Path.of(module, "target", "classes"));
  }

  /// As a class path.
  public static String joined(List<Path> entries) {
    return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }
}
