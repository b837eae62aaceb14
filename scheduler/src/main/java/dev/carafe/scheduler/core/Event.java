package dev.carafe.scheduler.core;

import dev.carafe.model.app.GpuRequest;
import dev.carafe.model.app.Scaling;
import dev.carafe.model.id.CallId;
import dev.carafe.model.id.ContainerId;
import dev.carafe.model.id.InputId;
import dev.carafe.model.id.NodeId;
import dev.carafe.model.id.PoolId;
import java.util.List;
import java.util.Optional;

/// What happened. Events about unknown, ended or repeated things are harmless: they may come late,
/// twice, or for a container that is gone.
public sealed interface Event {

  /// A machine is there, with the containers of an earlier server or session that still run on it.
  /// After a restart send the pools first, then the accepted inputs, then this: nothing can start
  /// before, so no container is started twice. Containers of unknown pools are killed.
  record NodeJoined(NodeId node, NodeSpec spec, List<Adopted> containers) implements Event {
    public NodeJoined {
      containers = List.copyOf(containers);
    }
  }

  /// These machines were there before a restart and will join again. Nothing starts until they
  /// have, or `Settings.reattach` has passed: what runs there counts for `maxContainers`.
  record NodesExpected(List<NodeId> nodes) implements Event {
    public NodesExpected {
      nodes = List.copyOf(nodes);
    }
  }

  /// A container found running. Its agent is to attach again within `Settings.reattach`.
  record Adopted(ContainerId container, PoolId pool, List<String> gpus) {
    public Adopted {
      gpus = List.copyOf(gpus);
    }
  }

  /// A machine is gone, and with it all that ran there.
  record NodeLost(NodeId node, String reason) implements Event {}

  /// A pool exists from here on. Declaring the same id again changes nothing.
  record PoolDeclared(PoolId pool, PoolSpec spec) implements Event {}

  /// The autoscaler's numbers were changed at run time.
  record PoolScaled(PoolId pool, Scaling scaling) implements Event {}

  /// A pool is to end. Declare the successor first.
  record PoolRetired(PoolId pool, Optional<PoolId> successor, Manner manner) implements Event {}

  /// How a pool ends.
  enum Manner {
    /// It serves until the successor's containers are ready, then drains; see [Action.SwitchPool].
    ROLLING,
    /// It drains now; the successor starts once it is gone.
    RECREATE,
    /// It drains now and its inputs, running ones too, are cancelled.
    STOP
  }

  /// Inputs `firstIndex` to `firstIndex + count - 1` of a call. Those already known are joined.
  record InputsArrived(
      PoolId pool, String function, CallId call, long firstIndex, int count, InputKind kind)
      implements Event {}

  /// Nobody wants these inputs any more.
  record InputsCancelled(CallId call, long firstIndex, int count, String reason) implements Event {}

  /// A container was started ahead of its need and waits: the next one that a pool of this kind
  /// wants is this one. It takes the place of an earlier one of its kind.
  record SpareWaits(ContainerId container, String kind) implements Event {}

  /// One that waited is gone, or is about to go.
  record SpareEnded(ContainerId container) implements Event {}

  /// The engine fetches or builds the image first; the start-up time does not run meanwhile.
  record ContainerPulling(ContainerId container) implements Event {}

  /// The process runs.
  record ContainerStarted(ContainerId container) implements Event {}

  /// The engine could not start it; nothing is left behind.
  record StartFailed(ContainerId container, String reason) implements Event {}

  /// The agent is there for the first time; class loading and `@Enter` follow.
  record AgentAttached(ContainerId container) implements Event {}

  /// Every `@Enter` hook has returned.
  record ContainerReady(ContainerId container) implements Event {}

  /// A hook threw, or the class could not be loaded. The process is about to end.
  record EnterFailed(ContainerId container, String reason) implements Event {}

  /// The process and its children are gone, whatever the reason. Its GPUs are free.
  ///
  /// @param outOfMemory whether it ended for want of memory
  record ContainerExited(ContainerId container, boolean outOfMemory, String reason)
      implements Event {}

  /// The link to the agent broke. It has `Settings.reattach` to come back.
  record AgentLost(ContainerId container) implements Event {}

  /// The agent is back, with the attempts it has not yet returned, those of one batch together.
  /// `draining`: it was told to drain before, so it takes no inputs.
  record AgentReattached(
      ContainerId container, boolean ready, boolean draining, List<List<Attempt>> runs)
      implements Event {
    public AgentReattached {
      runs = runs.stream().map(List::copyOf).toList();
    }

    /// None of the attempts is part of a batch.
    public AgentReattached(ContainerId container, boolean ready, List<Attempt> running) {
      this(container, ready, false, running.stream().map(List::of).toList());
    }
  }

  /// Execution began: the attempts' time runs from here.
  record InputsStarted(ContainerId container, List<Attempt> attempts) implements Event {
    public InputsStarted {
      attempts = List.copyOf(attempts);
    }
  }

  /// Attempts ended.
  record InputsReturned(ContainerId container, List<Returned> inputs) implements Event {
    public InputsReturned {
      inputs = List.copyOf(inputs);
    }
  }

  /// How one attempt ended.
  record Returned(InputId input, int attempt, Result result) {}

  /// The ends of an attempt as the agent sees them.
  enum Result {
    SUCCEEDED,
    THREW,
    /// It ended because it was told to.
    INTERRUPTED
  }

  /// A step of an image wants GPUs of one node while it runs. It has them at once or not at all,
  /// see [Scheduler#borrowed]. The first choice that is free is taken.
  record GpusBorrowed(ContainerId step, List<GpuRequest> choices) implements Event {
    public GpusBorrowed {
      choices = List.copyOf(choices);
    }
  }

  /// The step has ended.
  record GpusReturned(ContainerId step) implements Event {}

  /// Someone asked for this container to go. It drains.
  record StopRequested(ContainerId container, String reason) implements Event {}

  /// Time has passed, see [Scheduler#nextWake].
  record Tick() implements Event {}
}
