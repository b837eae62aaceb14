package dev.carafe.cli.command;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// What a command has started, ended in reverse order: at its end, or when the process is told to
/// stop. Whoever comes second waits for the first.
final class Cleanup implements AutoCloseable {
  /// Something that was started.
  interface Ending {
    void end() throws Exception;
  }

  private final Deque<Ending> endings = new ArrayDeque<>();
  private final Thread hook = new Thread(this::end, "carafe-cleanup");
  private boolean ended;

  Cleanup() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /// Ends this too; at once when the end has come already.
  synchronized <T> T add(T thing, Ending ending) {
    if (ended) {
      run(ending);
      throw new CommandException("Interrupted.");
    }
    endings.push(ending);
    return thing;
  }

  private synchronized void end() {
    ended = true;
    @Nullable RuntimeException first = null;
    while (!endings.isEmpty()) {
      try {
        run(endings.pop());
      } catch (RuntimeException e) {
        first = first == null ? e : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }

  private static void run(Ending ending) {
    try {
      ending.end();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new CommandException("Ending what was started failed: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      end();
    } finally {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // the process is on its way out, and the hook has run or will find nothing
      }
    }
  }
}
