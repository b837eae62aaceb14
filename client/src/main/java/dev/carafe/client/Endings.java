package dev.carafe.client;

import dev.carafe.model.app.Durations;
import dev.carafe.model.call.CallOutcome;
import dev.carafe.model.call.RemoteFailure;
import dev.carafe.protocol.codec.Failures;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What a caller gets of a call that did not succeed.
final class Endings {
  private static final String EXITED = "exit code";
  private static final String EXIT_EDIT =
      ". Its process ended by itself: look for System.exit and Runtime.halt in what it runs";

  private Endings() {}

  /// The exception for an outcome; `label` is `app/function`.
  static CarafeException of(CallOutcome outcome, String label, Optional<Method> method) {
    return switch (outcome) {
      case CallOutcome.Succeeded _ -> throw new IllegalArgumentException("it succeeded");
      case CallOutcome.Failed failed -> failed(failed, label, method);
      case CallOutcome.TimedOut(Duration timeout, String container, int attempt) ->
          new FunctionTimeoutException(
              ("%s ran past its timeout of %s on container %s, attempt %d. Raise timeout on its"
                      + " @Function or @Cls, or let it do less")
                  .formatted(label, Durations.text(timeout), container, attempt));
      case CallOutcome.EnterFailed(RemoteFailure failure, int starts, List<String> logTail) ->
          new EnterFailedException(
              "The containers of %s did not start, %d times in a row; the last time: %s%s%s"
                  .formatted(
                      label,
                      starts,
                      failure.headline(),
                      failure.className().isEmpty() ? exitEdit(failure.headline()) : "",
                      tail(logTail)),
              rebuilt(failure, method),
              logTail);
      case CallOutcome.ContainerLost(String reason, int losses, List<String> logTail) ->
          new ContainerLostException(
              "%s was given up: its container was lost %s. The last time: %s%s%s"
                  .formatted(
                      label,
                      losses == 1 ? "once" : losses + " times",
                      reason,
                      exitEdit(reason),
                      tail(logTail)),
              null,
              logTail);
      case CallOutcome.Cancelled(String reason) ->
          new CallCancelledException("%s was cancelled: %s".formatted(label, reason));
      case CallOutcome.Rejected rejected -> rejected(rejected);
    };
  }

  /// The exception for what the server refused; its words are the whole message.
  static CarafeException rejected(CallOutcome.Rejected rejected) {
    String reason = rejected.reason();
    return switch (rejected.code()) {
      case NOT_FOUND -> new NotFoundException(reason);
      case INVALID -> new InvalidException(reason);
      case SIGNATURE_MISMATCH -> new SignatureMismatchException(reason);
      case RESOURCE_EXHAUSTED -> new ResourceExhaustedException(reason);
      case UNAVAILABLE -> new UnavailableException(reason);
      case RESULT_EXPIRED -> new ResultExpiredException(reason);
    };
  }

  /// Where to look, when the engine says that a process ended by itself.
  private static String exitEdit(String reason) {
    return reason.contains(EXITED) ? EXIT_EDIT : "";
  }

  private static RemoteException failed(
      CallOutcome.Failed failed, String label, Optional<Method> method) {
    Throwable cause = rebuilt(failed.failure(), method);
    RemoteException exception =
        new RemoteException(
            "%s threw %s (container %s, attempt %d)%s"
                .formatted(
                    label,
                    failed.failure().headline(),
                    failed.container(),
                    failed.attempt(),
                    tail(failed.logTail())),
            cause,
            failed.failure().className(),
            failed.container(),
            failed.attempt(),
            failed.logTail());
    StackTraceElement[] callee = upTo(cause.getStackTrace(), method);
    cause.setStackTrace(callee);
    List<StackTraceElement> stitched = new ArrayList<>(Arrays.asList(callee));
    stitched.add(marker(label, failed));
    stitched.addAll(callers());
    exception.setStackTrace(stitched.toArray(StackTraceElement[]::new));
    return exception;
  }

  private static Throwable rebuilt(RemoteFailure failure, Optional<Method> method) {
    return method.map(m -> Failures.rebuild(failure, m)).orElseGet(() -> Failures.rebuild(failure));
  }

  /// Without the frames below the called method: those of whoever called it in the container.
  private static StackTraceElement[] upTo(StackTraceElement[] frames, Optional<Method> method) {
    for (int i = frames.length - 1; i >= 0 && method.isPresent(); i--) {
      boolean isCalled =
          frames[i].getMethodName().equals(method.get().getName())
              && frames[i].getClassName().equals(method.get().getDeclaringClass().getName());
      if (isCalled) {
        return Arrays.copyOf(frames, i + 1);
      }
    }
    return frames;
  }

  private static StackTraceElement marker(String label, CallOutcome.Failed failed) {
    String text =
        "%s on container %s attempt %d ---".formatted(label, failed.container(), failed.attempt());
    int dot = text.substring(0, label.length()).lastIndexOf('.');
    return dot < 0
        ? new StackTraceElement("--- " + text, "", null, -1)
        : new StackTraceElement("--- " + text.substring(0, dot), text.substring(dot + 1), null, -1);
  }

  /// The frames of the caller, from where it called into this package.
  private static List<StackTraceElement> callers() {
    String own = Endings.class.getPackageName();
    return Arrays.stream(Thread.currentThread().getStackTrace())
        .dropWhile(f -> !f.getClassName().startsWith(own))
        .dropWhile(f -> isOwn(f.getClassName(), own))
        .toList();
  }

  private static boolean isOwn(String className, String own) {
    return className.startsWith(own + ".") && className.lastIndexOf('.') == own.length();
  }

  private static String tail(List<String> lines) {
    return lines.isEmpty() ? "" : "\nLast log lines:\n  " + String.join("\n  ", lines);
  }
}
