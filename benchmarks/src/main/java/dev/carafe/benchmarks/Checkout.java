package dev.carafe.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The checkout that is measured, by its own launcher, and the JDK that this program runs on.
final class Checkout {
  private static final long LIMIT_SECONDS = 600;

  /// Where it is: `carafe.home`, else the working directory.
  static final Path HOME = Path.of(System.getProperty("carafe.home", "")).toAbsolutePath();

  private Checkout() {}

  /// The `carafe` command with arguments.
  static List<String> carafe(String... arguments) {
    List<String> command = new ArrayList<>(List.of(HOME.resolve("carafe").toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /// A source file of the apps that are measured.
  static Path app(String name) {
    return HOME.resolve("benchmarks/src/main/java/dev/carafe/benchmarks/apps/" + name + ".java");
  }

  /// An empty folder that is removed when this JVM ends.
  static Path folder(String name) {
    try {
      Path work = Files.createDirectories(HOME.resolve("benchmarks/target/work"));
      Path folder = Files.createTempDirectory(work, name + "-");
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> delete(folder)));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Removes a folder with all it holds.
  static void delete(Path folder) {
    try {
      new ProcessBuilder("rm", "-rf", "--", folder.toString()).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// A process of this checkout, which speaks to `environment`'s server.
  static ProcessBuilder process(List<String> command, Map<String, String> environment) {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(HOME.toFile()).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("CARAFE_"));
    builder.environment().putAll(environment);
    return builder;
  }

  /// What a command took, and what it printed.
  record Ran(long nanos, String said) {}

  /// Runs a command to its end; the nanoseconds it took.
  static long nanosOf(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    return ran(command, environment).nanos();
  }

  /// Runs a command to its end.
  static Ran ran(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path said = Files.createTempFile("carafe-bench", ".out");
    try {
      long start = System.nanoTime();
      Process process =
          process(command, environment).redirectOutput(Redirect.to(said.toFile())).start();
      process.getOutputStream().close();
      boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
      long took = System.nanoTime() - start;
      if (!ended || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IllegalStateException(
            "%s failed: %s".formatted(String.join(" ", command), Files.readString(said)));
      }
      return new Ran(took, Files.readString(said));
    } finally {
      Files.delete(said);
    }
  }
}
