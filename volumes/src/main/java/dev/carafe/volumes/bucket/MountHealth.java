package dev.carafe.volumes.bucket;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Looks every so often whether a mounted bucket still answers, if only with an error. A store that
/// takes connections and answers none keeps whoever reads waiting for minutes, beyond all timeouts
/// of s3fs.
record MountHealth(Duration pause, Duration patience) {
  static final MountHealth DEFAULT =
      new MountHealth(Duration.ofSeconds(30), Duration.ofSeconds(60));

  /// Returns when the program has ended, true, or when a look has taken longer than `patience`.
  boolean lasts(ProcessHandle program, Path mount) throws IOException {
    for (long look = 0; !endsIn(pause, program); look++) {
      String inNoCache = mount.resolve(".carafe-look-" + look).toString();
      if (Tool.exit(patience, "stat", inNoCache).isEmpty() && program.isAlive()) {
        return false;
      }
    }
    return true;
  }

  static boolean endsIn(Duration limit, ProcessHandle program) {
    try {
      program.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
