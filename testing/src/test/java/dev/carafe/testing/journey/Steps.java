package dev.carafe.testing.journey;

import dev.carafe.annotations.App;
import dev.carafe.annotations.Function;
import dev.carafe.client.CallContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Work that takes until it is told to go on, and writes down what happens to it.
@App("steps")
public final class Steps {
  private Steps() {}

  /// Writes `begun` lines to a journal, one per attempt, and waits for the file `go` beside it.
  @Function
  public static String work(String journal) throws IOException {
    Path file = Path.of(journal);
    note(file, "begun on " + CallContext.current().containerId());
    try {
      while (!Files.exists(file.resolveSibling("go"))) {
        Thread.sleep(20);
      }
    } catch (InterruptedException e) {
      note(file, "interrupted");
      Thread.currentThread().interrupt();
      return "interrupted";
    }
    note(file, "done");
    return "done after all";
  }

  private static void note(Path journal, String line) throws IOException {
    Files.writeString(journal, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
