package dev.carafe.model.call;

import java.time.Duration;
import java.util.List;

/// How one input ended.
public sealed interface CallOutcome {

  /// The method returned.
  record Succeeded(Payload result) implements CallOutcome {}

  /// The method threw on its last attempt. `logTail` holds the last log lines of the attempt.
  record Failed(RemoteFailure failure, String container, int attempt, List<String> logTail)
      implements CallOutcome {
    public Failed {
      logTail = List.copyOf(logTail);
    }
  }

  /// The last attempt ran past its timeout.
  record TimedOut(Duration timeout, String container, int attempt) implements CallOutcome {}

  /// The containers of the pool did not start. `failure` is the hook's exception, or describes what
  /// happened instead.
  record EnterFailed(RemoteFailure failure, int starts, List<String> logTail)
      implements CallOutcome {
    public EnterFailed {
      logTail = List.copyOf(logTail);
    }
  }

  /// Every container the input was given to was lost.
  record ContainerLost(String reason, int losses, List<String> logTail) implements CallOutcome {
    public ContainerLost {
      logTail = List.copyOf(logTail);
    }
  }

  /// The caller, or an operator, cancelled it.
  record Cancelled(String reason) implements CallOutcome {}

  /// It was refused: a limit was reached, or what it needs cannot be had.
  record Rejected(Code code, String reason) implements CallOutcome {}

  /// Why an input was refused.
  enum Code {
    NOT_FOUND,
    INVALID,
    SIGNATURE_MISMATCH,
    RESOURCE_EXHAUSTED,
    UNAVAILABLE,
    RESULT_EXPIRED
  }
}
