package dev.carafe.scheduler.core;

import dev.carafe.model.id.ContainerId;
import dev.carafe.model.id.InputId;
import dev.carafe.model.id.NodeId;
import dev.carafe.model.id.PoolId;
import java.util.List;

/// What the shell is to do, in order. Durations and times are in milliseconds.
public sealed interface Action {

  /// Start a container. Answered by `ContainerStarted` or `StartFailed`.
  record StartContainer(ContainerId container, PoolId pool, NodeId node, List<String> gpus)
      implements Action {
    public StartContainer {
      gpus = List.copyOf(gpus);
    }
  }

  /// Tell the agent that no more inputs come: it finishes those it has, runs `@Exit`, and ends.
  record DrainContainer(ContainerId container, String reason, long graceMillis) implements Action {}

  /// End the process now. Comes again while no `ContainerExited` answers.
  record KillContainer(ContainerId container, String reason) implements Action {}

  /// Give inputs to the agent. A batch is one run of a `@Batched` method; all are of one function.
  record Dispatch(ContainerId container, List<Attempt> attempts, boolean batch, long timeoutMillis)
      implements Action {
    public Dispatch {
      attempts = List.copyOf(attempts);
    }
  }

  /// Interrupt an attempt. The whole run, if it is part of a batch.
  record CancelInput(ContainerId container, Attempt attempt, String reason) implements Action {}

  /// An input has ended; comes once for each input that arrived. After a restart or a cut network
  /// an agent may bring an answer for an input that arrives again only later, or that has ended
  /// before: keep the one for a while and pass over the other.
  record EndInput(InputId input, Ending ending) implements Action {}

  /// The attempt's failure is not final: forget it, the next attempt comes at or after `atMillis`.
  record RetryInput(InputId input, int failedAttempt, RetryCause cause, long atMillis)
      implements Action {}

  /// Why there is another attempt.
  enum RetryCause {
    THREW,
    TIMED_OUT,
    CONTAINER_LOST
  }

  /// The successor serves from here on; the old pool's waiting inputs have moved there. Send new
  /// inputs to the successor from here on; late ones are passed on.
  record SwitchPool(PoolId from, PoolId to) implements Action {}

  /// A retired pool's last container and input are gone; nothing of it is kept.
  record ForgetPool(PoolId pool) implements Action {}
}
