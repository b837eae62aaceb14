package dev.carafe.server.calls;

import dev.carafe.model.call.CallOutcome;
import dev.carafe.protocol.proto.Failure;
import dev.carafe.protocol.proto.Outcome;
import dev.carafe.protocol.proto.Payload;
import dev.carafe.protocol.wire.Wire;
import dev.carafe.scheduler.core.Ending;
import dev.carafe.server.containers.ContainerRecord;
import dev.carafe.server.containers.Containers;
import java.util.List;
import java.util.Objects;

/// Puts together what the scheduler decided and what the containers brought back.
final class Outcomes {
  private static final int LOG_LINES = 20;

  private final Containers containers;

  Outcomes(Containers containers) {
    this.containers = containers;
  }

  Outcome of(String call, InputEntry input, Ending ending) {
    Outcome.Builder outcome = Outcome.newBuilder();
    switch (ending) {
      case Ending.Succeeded _ ->
          outcome.setSucceeded(
              Objects.requireNonNullElse(input.result, Payload.getDefaultInstance()));
      case Ending.Failed _ when input.unreadable ->
          outcome.setRejected(
              Wire.rejected(
                  new CallOutcome.Rejected(
                      CallOutcome.Code.INVALID,
                      Objects.requireNonNullElse(input.failure, UNKNOWN).getMessage())));
      case Ending.Failed e ->
          outcome.setFailed(
              Outcome.Failed.newBuilder()
                  .setFailure(Objects.requireNonNullElse(input.failure, UNKNOWN))
                  .setContainer(e.container().value())
                  .setAttempt(e.attempt())
                  .addAllLogTail(lines(input.container, call)));
      case Ending.TimedOut e ->
          outcome.setTimedOut(
              Outcome.TimedOut.newBuilder()
                  .setTimeoutMillis(e.timeoutMillis())
                  .setContainer(e.container().value())
                  .setAttempt(e.attempt()));
      case Ending.EnterFailed e -> {
        var container = containers.find(e.container());
        outcome.setEnterFailed(
            Outcome.EnterFailed.newBuilder()
                .setFailure(
                    container
                        .map(ContainerRecord::enterFailure)
                        .orElseGet(() -> described(e.reason())))
                .setStarts(e.starts())
                .addAllLogTail(container.map(c -> lines(c, call)).orElse(List.of())));
      }
      case Ending.ContainerLost e ->
          outcome.setContainerLost(
              Outcome.ContainerLost.newBuilder()
                  .setReason(e.reason())
                  .setLosses(e.losses())
                  .addAllLogTail(lines(input.container, call)));
      case Ending.Cancelled e ->
          outcome.setCancelled(Outcome.Cancelled.newBuilder().setReason(e.reason()));
      case Ending.Rejected e ->
          outcome.setRejected(Wire.rejected(new CallOutcome.Rejected(e.code(), e.reason())));
    }
    return outcome.build();
  }

  private static final Failure UNKNOWN = described("the attempt ended without saying how");

  private static Failure described(String what) {
    return Failure.newBuilder().setClassName("").setMessage(what).build();
  }

  private static List<String> lines(
      @org.jspecify.annotations.Nullable ContainerRecord container, String call) {
    return container == null ? List.of() : container.lastLines(call, LOG_LINES);
  }

  /// One line for people.
  static String headline(Outcome outcome) {
    return switch (outcome.getKindCase()) {
      case SUCCEEDED -> "succeeded";
      case FAILED -> "failed: " + Wire.failure(outcome.getFailed().getFailure()).headline();
      case TIMED_OUT -> "timed out after %d ms".formatted(outcome.getTimedOut().getTimeoutMillis());
      case ENTER_FAILED ->
          "did not start: " + Wire.failure(outcome.getEnterFailed().getFailure()).headline();
      case CONTAINER_LOST -> "container lost: " + outcome.getContainerLost().getReason();
      case CANCELLED -> "cancelled: " + outcome.getCancelled().getReason();
      case REJECTED -> "refused: " + outcome.getRejected().getReason();
      case KIND_NOT_SET -> "";
    };
  }
}
