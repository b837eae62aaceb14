package dev.carafe.client;

import dev.carafe.client.transport.LinkException;
import dev.carafe.model.call.CallOutcome;
import dev.carafe.model.call.RemoteFailure;
import dev.carafe.protocol.codec.Failures;
import io.grpc.Status;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What callers catch, made from how a call ended. `title` is `app/function`; `method` is the
/// caller's own, if it has the class: only its app's exception types are made again.
final class Thrown {
  private Thrown() {}

  static CarafeException of(CallOutcome outcome, String title, @Nullable Method method) {
    return switch (outcome) {
      case CallOutcome.Failed o -> failed(o, title, method);
      case CallOutcome.TimedOut o ->
          new FunctionTimeoutException(
              "%s ran past its timeout of %s s on container %s, attempt %d. Give it longer: timeout = \"…\""
                  .formatted(title, seconds(o), o.container(), o.attempt()));
      case CallOutcome.EnterFailed o ->
          new EnterFailedException(
              "The containers of %s did not start, %d times in a row: %s%s"
                  .formatted(title, o.starts(), headline(o.failure()), tail(o.logTail())),
              o.failure().className().isEmpty() ? null : rebuilt(o.failure(), method),
              o.logTail());
      case CallOutcome.ContainerLost o ->
          new ContainerLostException(
              "%s lost its container %d times: %s%s"
                  .formatted(title, o.losses(), o.reason(), tail(o.logTail())),
              null,
              o.logTail());
      case CallOutcome.Cancelled o ->
          new CallCancelledException("%s was cancelled: %s".formatted(title, o.reason()));
      case CallOutcome.Rejected o -> rejected(o);
      case CallOutcome.Succeeded _ -> throw new IllegalArgumentException("a success is not thrown");
    };
  }

  private static String seconds(CallOutcome.TimedOut outcome) {
    double seconds = outcome.timeout().toMillis() / 1_000.0;
    return seconds == Math.rint(seconds) ? Long.toString((long) seconds) : Double.toString(seconds);
  }

  private static String headline(RemoteFailure failure) {
    return failure.className().isEmpty() ? failure.message().orElse("") : failure.headline();
  }

  private static Throwable rebuilt(RemoteFailure failure, @Nullable Method method) {
    return method == null ? Failures.rebuild(failure) : Failures.rebuild(failure, method);
  }

  private static RemoteException failed(
      CallOutcome.Failed outcome, String title, @Nullable Method method) {
    RemoteFailure failure = outcome.failure();
    RemoteException thrown =
        new RemoteException(
            "%s threw %s%s".formatted(title, headline(failure), tail(outcome.logTail())),
            rebuilt(failure, method),
            failure.className(),
            outcome.container(),
            outcome.attempt(),
            outcome.logTail());
    List<StackTraceElement> stack = new ArrayList<>();
    for (RemoteFailure.Frame frame : failure.frames()) {
      stack.add(
          new StackTraceElement(
              frame.declaringClass(), frame.method(), frame.file().orElse(null), frame.line()));
    }
    stack.add(
        new StackTraceElement(
            "--- %s on container %s attempt %d ---"
                .formatted(title, outcome.container(), outcome.attempt()),
            "",
            null,
            -1));
    stack.addAll(Arrays.asList(thrown.getStackTrace()));
    thrown.setStackTrace(stack.toArray(StackTraceElement[]::new));
    return thrown;
  }

  private static String tail(List<String> lines) {
    return lines.isEmpty() ? "" : "\nIts last log lines:\n  " + String.join("\n  ", lines);
  }

  static CarafeException rejected(CallOutcome.Rejected refusal) {
    return switch (refusal.code()) {
      case NOT_FOUND -> new NotFoundException(refusal.reason());
      case INVALID -> new InvalidException(refusal.reason());
      case SIGNATURE_MISMATCH -> new SignatureMismatchException(refusal.reason());
      case RESOURCE_EXHAUSTED -> new ResourceExhaustedException(refusal.reason());
      case UNAVAILABLE -> new UnavailableException(refusal.reason());
      case RESULT_EXPIRED -> new ResultExpiredException(refusal.reason());
    };
  }

  static CarafeException of(LinkException broken, String address) {
    return of(broken.status(), address, broken);
  }

  static CarafeException of(Status status, String address, @Nullable Throwable cause) {
    String words =
        status.getDescription() == null ? status.getCode().name() : status.getDescription();
    return switch (status.getCode()) {
      case NOT_FOUND -> new NotFoundException(words, cause);
      case RESOURCE_EXHAUSTED -> new ResourceExhaustedException(words, cause);
      case UNAUTHENTICATED -> new AuthenticationException(words, cause);
      case PERMISSION_DENIED -> new PermissionDeniedException(words, cause);
      case CANCELLED -> new CallCancelledException(words, cause);
      case DEADLINE_EXCEEDED, UNAVAILABLE ->
          new UnavailableException(
              "The server at %s does not answer (%s). Is it up? carafe server status; to start one: carafe server start"
                  .formatted(address, words),
              cause);
      case INTERNAL, UNKNOWN, DATA_LOSS, UNIMPLEMENTED ->
          new UnavailableException(
              "The server at %s failed: %s. Its log says more".formatted(address, words), cause);
      default -> new InvalidException(words, cause);
    };
  }

  static CallCancelledException interrupted(String title) {
    Thread.currentThread().interrupt();
    return new CallCancelledException(
        "Waiting for %s was interrupted, so it was cancelled".formatted(title));
  }
}
