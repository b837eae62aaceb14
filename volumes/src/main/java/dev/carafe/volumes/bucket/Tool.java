package dev.carafe.volumes.bucket;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/// A short program of the system, in a process of its own because a mount may keep it waiting for
/// ever.
final class Tool {
  private Tool() {}

  /// Whether it ended well, and in time.
  static boolean succeeds(Duration limit, String... command) throws IOException {
    return exit(limit, command).equals(OptionalInt.of(0));
  }

  /// Its exit code, if it ended in time.
  static OptionalInt exit(Duration limit, String... command) throws IOException {
    Process process =
        new ProcessBuilder(List.of(command))
            .redirectInput(Redirect.from(new java.io.File("/dev/null")))
            .redirectErrorStream(true)
            .redirectOutput(Redirect.DISCARD)
            .start();
    try {
      if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return OptionalInt.of(process.exitValue());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    return OptionalInt.empty();
  }
}
