package dev.carafe.scheduler.core;

import dev.carafe.model.call.CallOutcome;
import dev.carafe.model.id.ContainerId;

/// How an input ended. What it returned or threw is kept by the shell.
public sealed interface Ending {

  /// The attempt returned a value.
  record Succeeded(ContainerId container, int attempt) implements Ending {}

  /// The last attempt threw.
  record Failed(ContainerId container, int attempt) implements Ending {}

  /// The last attempt ran past its time; it may still be running.
  record TimedOut(ContainerId container, int attempt, long timeoutMillis) implements Ending {}

  /// The pool's containers did not start; `container` is the last that failed.
  record EnterFailed(ContainerId container, int starts, String reason) implements Ending {}

  /// Containers were lost under it too often.
  record ContainerLost(ContainerId container, int losses, String reason) implements Ending {}

  /// Someone cancelled it.
  record Cancelled(String reason) implements Ending {}

  /// It was not taken.
  record Rejected(CallOutcome.Code code, String reason) implements Ending {}
}
