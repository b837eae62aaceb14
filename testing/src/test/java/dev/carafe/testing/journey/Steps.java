package dev.carafe.testing.journey;

import dev.carafe.annotations.App;
import dev.carafe.annotations.Function;
import dev.carafe.client.CallContext;
import java.io.IOException;

/// Work that takes until it is told to go on, and writes down what happens to it.
@App("steps")
public final class Steps {
  private Steps() {}

  /// Writes `begun` lines to a journal, one per attempt, and waits until it may go on.
  @Function
  public static String work(String journal) throws IOException {
    Notes.write(journal, "begun on " + CallContext.current().containerId());
    try {
      while (!Notes.mayGoOn(journal)) {
        Thread.sleep(20);
      }
    } catch (InterruptedException e) {
      return interrupted(journal);
    } catch (IOException e) { // an interrupt ends a virtual thread's read so, its flag set
      if (Thread.interrupted()) {
        return interrupted(journal);
      }
      throw e;
    }
    Notes.write(journal, "done");
    return "done after all";
  }

  private static String interrupted(String journal) throws IOException {
    Notes.write(journal, "interrupted");
    Thread.currentThread().interrupt();
    return "interrupted";
  }
}
