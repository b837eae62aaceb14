package dev.carafe.image.evaluate;

import dev.carafe.annotations.ImageDefinition;
import dev.carafe.image.build.UserCode;
import dev.carafe.image.problem.Place;
import dev.carafe.image.problem.Problem;
import dev.carafe.image.problem.UserCodeException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Runs [Main] in a JVM of its own and waits for it, a minute at most.
final class ChildJvm {
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final int TAIL = 20;
  private final List<Path> carafeApi;

  ChildJvm(List<Path> carafeApi) {
    this.carafeApi = List.copyOf(carafeApi);
  }

  /// What it wrote.
  List<String> run(List<String> definitions, UserCode code) {
    try {
      Path folder = Files.createTempDirectory("carafe-image");
      Path output = folder.resolve("images");
      Path log = folder.resolve("log");
      try {
        int exit = run(command(definitions, code, output), log);
        if (exit != 0 || !Files.isRegularFile(output)) {
          throw failure(definitions, "the process ended with exit code " + exit, log);
        }
        return Files.readAllLines(output);
      } finally {
        Files.deleteIfExists(output);
        Files.deleteIfExists(log);
        Files.deleteIfExists(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Running image definitions failed", e);
    }
  }

  private int run(List<String> command, Path log) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .start();
    try {
      if (process.waitFor(LONGEST.toMillis(), TimeUnit.MILLISECONDS)) {
        return process.exitValue();
      }
      throw failure(List.of(), "it did not end within " + LONGEST.toSeconds() + " s", log);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure(List.of(), "it was interrupted", log);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private List<String> command(List<String> definitions, UserCode code, Path output) {
    String classPath =
        Stream.of(
                code.ownClasses().stream(),
                code.dependencies().stream(),
                carafeApi.stream(),
                Stream.of(home(ImageDefinition.class), home(Main.class)))
            .flatMap(s -> s)
            .map(Path::toString)
            .distinct()
            .collect(Collectors.joining(File.pathSeparator));
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));
    command.addAll(List.of("-cp", classPath, Main.class.getName(), output.toString()));
    command.addAll(definitions);
    return command;
  }

  private static Path home(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a class has no home: " + type, e);
    }
  }

  private static UserCodeException failure(List<String> definitions, String why, Path log)
      throws IOException {
    List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
    String tail =
        String.join("\n    ", lines.subList(Math.max(0, lines.size() - TAIL), lines.size()));
    return new UserCodeException(
        new Problem(
            new Place.InTarget(
                definitions.isEmpty() ? "image definitions" : String.join(", ", definitions)),
            "the image definition could not be evaluated",
            why + (tail.isEmpty() ? "" : "; its last lines:\n    " + tail),
            "let define() only describe the image, and not end the JVM or wait"));
  }
}
