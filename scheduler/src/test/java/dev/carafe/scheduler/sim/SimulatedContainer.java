package dev.carafe.scheduler.sim;

import dev.carafe.model.id.ContainerId;
import dev.carafe.model.id.InputId;
import dev.carafe.model.id.NodeId;
import dev.carafe.model.id.PoolId;
import dev.carafe.scheduler.core.Attempt;
import dev.carafe.scheduler.core.Event;
import dev.carafe.scheduler.core.PoolSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The truth about a container: a process with an agent in it.
final class SimulatedContainer {

  /// One execution of one input or a batch.
  static final class Run {
    final List<Attempt> attempts;

    /// Which start of the server dispatched it.
    final int server;

    boolean stubborn;
    boolean over;

    Run(List<Attempt> attempts, int server) {
      this.attempts = attempts;
      this.server = server;
    }
  }

  final ContainerId id;
  final PoolId pool;
  final PoolSpec spec;
  final NodeId node;
  final List<String> gpus;
  boolean alive = true;
  boolean booted;
  boolean linked;
  boolean entered;
  boolean draining;
  boolean exiting;
  boolean killIgnored;

  /// The scheduler of now has been told that it is ready, or told it to drain.
  boolean knownReady;

  boolean toldToDrain;

  /// Its node was lost to the scheduler while it ran on.
  boolean cutOff;

  final Map<Attempt, Run> running = new LinkedHashMap<>();

  /// Results that wait for the link.
  final List<List<Event.Returned>> unsent = new ArrayList<>();

  SimulatedContainer(ContainerId id, PoolId pool, PoolSpec spec, NodeId node, List<String> gpus) {
    this.id = id;
    this.pool = pool;
    this.spec = spec;
    this.node = node;
    this.gpus = gpus;
  }

  long runs() {
    return running.values().stream().distinct().count();
  }

  boolean runs(InputId input) {
    return running.keySet().stream().anyMatch(a -> a.input().equals(input));
  }

  /// Attempts by their runs.
  List<List<Attempt>> unreturned() {
    var attempts = new ArrayList<List<Attempt>>();
    running.values().stream().distinct().forEach(r -> attempts.add(r.attempts));
    for (List<Event.Returned> batch : unsent) {
      attempts.add(batch.stream().map(r -> new Attempt(r.input(), r.attempt())).toList());
    }
    return attempts;
  }
}
