package dev.carafe.cli.command;

import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Stacks of user code, without the frames that called it.
final class UserStack {
  private UserStack() {}

  /// Cuts the frames of reflection and of this command line off a throwable and its causes.
  static void trim(@Nullable Throwable thrown) {
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (@Nullable Throwable t = thrown; t != null && seen.add(t); t = t.getCause()) {
      t.setStackTrace(
          Arrays.stream(t.getStackTrace())
              .takeWhile(frame -> !frame.getClassName().equals(EntrypointRun.class.getName()))
              .filter(frame -> !frame.getClassName().startsWith("jdk.internal.reflect."))
              .filter(frame -> !frame.getClassName().equals("java.lang.reflect.Method"))
              .toArray(StackTraceElement[]::new));
    }
  }
}
