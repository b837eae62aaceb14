package dev.carafe.usage;

import dev.carafe.model.call.CallOutcome;
import dev.carafe.model.call.RemoteFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Outcomes that a server makes without running the method to its end.
final class Scripts {
  private static final RemoteFailure NO_GPU =
      new RemoteFailure(
          "java.lang.IllegalStateException",
          Optional.of("no GPU"),
          List.of(),
          Optional.empty(),
          List.of());

  static final Map<String, CallOutcome> OUTCOMES =
      Map.of(
          "timeout", new CallOutcome.TimedOut(Duration.ofSeconds(90), "ct-9", 1),
          "enter", new CallOutcome.EnterFailed(NO_GPU, 3, List.of("loading weights")),
          "lost", new CallOutcome.ContainerLost("out of memory", 8, List.of("last words")),
          "exited", new CallOutcome.ContainerLost("exit code 3", 9, List.of()),
          "exitedEarly",
              new CallOutcome.EnterFailed(
                  new RemoteFailure(
                      "",
                      Optional.of("it ended before @Enter had returned: exit code 7"),
                      List.of(),
                      Optional.empty(),
                      List.of()),
                  3,
                  List.of()),
          "expired", new CallOutcome.Rejected(CallOutcome.Code.RESULT_EXPIRED, "kept until Monday"),
          "full",
              new CallOutcome.Rejected(
                  CallOutcome.Code.RESOURCE_EXHAUSTED, "limit pending inputs: 2000"),
          "cancelled", new CallOutcome.Cancelled("by an operator"));

  private Scripts() {}
}
