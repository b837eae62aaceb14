package dev.carafe.protocol.codec;

import dev.carafe.model.call.RemoteFailure;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Exceptions ⇄ data. They are described, never serialised.
public final class Failures {
  private static final int MOST_CAUSES = 20;
  private static final int MOST_SUPPRESSED = 8;
  private static final int MOST_FRAMES = 256;
  private static final int LONGEST_MESSAGE = 64 * 1024;

  private Failures() {}

  /// What was thrown, as data: causes and suppressed ones to a depth, cycles cut.
  public static RemoteFailure describe(Throwable thrown) {
    return describe(thrown, 0, Collections.newSetFromMap(new IdentityHashMap<>()));
  }

  private static RemoteFailure describe(Throwable thrown, int depth, Set<Throwable> seen) {
    var _ = seen.add(thrown);
    boolean deeper = depth < MOST_CAUSES;
    Optional<RemoteFailure> cause =
        Optional.ofNullable(thrown.getCause())
            .filter(c -> deeper && !seen.contains(c))
            .map(c -> describe(c, depth + 1, seen));
    List<RemoteFailure> suppressed =
        Arrays.stream(thrown.getSuppressed())
            .filter(s -> deeper && !seen.contains(s))
            .limit(MOST_SUPPRESSED)
            .map(s -> describe(s, depth + 1, seen))
            .toList();
    return new RemoteFailure(
        nameOf(thrown),
        messageOf(thrown),
        Arrays.stream(thrown.getStackTrace()).limit(MOST_FRAMES).map(Failures::frame).toList(),
        cause,
        suppressed);
  }

  private static String nameOf(Throwable thrown) {
    return thrown instanceof RemoteThrowable remote
        ? remote.className()
        : thrown.getClass().getName();
  }

  /// User code: it may throw.
  private static Optional<String> messageOf(Throwable thrown) {
    try {
      return Optional.ofNullable(thrown.getMessage())
          .map(m -> m.length() > LONGEST_MESSAGE ? m.substring(0, LONGEST_MESSAGE) + "…" : m);
    } catch (RuntimeException e) {
      return Optional.of("(its getMessage() threw " + e.getClass().getName() + ")");
    }
  }

  private static RemoteFailure.Frame frame(StackTraceElement element) {
    return new RemoteFailure.Frame(
        element.getClassName(),
        element.getMethodName(),
        Optional.ofNullable(element.getFileName()),
        element.getLineNumber());
  }

  /// The exception again. Its own type is made only if that is the JDK's, is declared by the called
  /// method, or comes from the same code source as the method's class; else a [RemoteThrowable]
  /// that prints the type's name.
  public static Throwable rebuild(RemoteFailure failure, Method called) {
    return rebuild(failure, new ThrowableTypes(called));
  }

  /// The exception again, where no method is at hand: the JDK's types, else a [RemoteThrowable].
  public static Throwable rebuild(RemoteFailure failure) {
    return rebuild(failure, new ThrowableTypes(null));
  }

  private static Throwable rebuild(RemoteFailure failure, ThrowableTypes types) {
    @Nullable Throwable cause = failure.cause().map(c -> rebuild(c, types)).orElse(null);
    @Nullable String message = failure.message().orElse(null);
    Throwable thrown =
        types
            .find(failure.className())
            .flatMap(type -> types.make(type, message, cause))
            .orElseGet(() -> new RemoteThrowable(failure.className(), message));
    if (cause != null && thrown.getCause() == null) {
      initCause(thrown, cause);
    }
    thrown.setStackTrace(
        failure.frames().stream().map(Failures::element).toArray(StackTraceElement[]::new));
    failure.suppressed().forEach(s -> thrown.addSuppressed(rebuild(s, types)));
    return thrown;
  }

  private static void initCause(Throwable thrown, Throwable cause) {
    try {
      var _ = thrown.initCause(cause);
    } catch (IllegalStateException e) {
      thrown.addSuppressed(cause); // its constructor fixed the cause to none
    }
  }

  private static StackTraceElement element(RemoteFailure.Frame frame) {
    return new StackTraceElement(
        frame.declaringClass(), frame.method(), frame.file().orElse(null), frame.line());
  }
}
