package dev.carafe.scheduler.sim;

import dev.carafe.model.id.ContainerId;
import dev.carafe.model.id.NodeId;
import dev.carafe.scheduler.core.Action;
import dev.carafe.scheduler.core.Attempt;
import dev.carafe.scheduler.core.Event;
import dev.carafe.scheduler.core.NodeSpec;
import dev.carafe.scheduler.core.PoolSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Machines, engine and agents of a simulated history, with all their faults.
final class SimulatedCluster {
  private final History history;
  final Map<NodeId, NodeSpec> nodes = new LinkedHashMap<>();

  /// Nodes the scheduler believes to be there.
  final List<NodeId> present = new ArrayList<>();

  final Map<ContainerId, SimulatedContainer> containers = new LinkedHashMap<>();

  /// The kinds of all that were ever started ahead.
  final Map<ContainerId, String> spares = new LinkedHashMap<>();

  SimulatedCluster(History history) {
    this.history = history;
  }

  /// One that waits until it is used, or ends before.
  void prestart(String kind) {
    var spare = new ContainerId("spare-" + spares.size());
    spares.put(spare, kind);
    history.send(new Event.SpareWaits(spare, kind));
    history.in(
        history.upTo(20_000),
        () -> {
          if (!containers.containsKey(spare) && history.chance(0.7)) {
            history.send(new Event.SpareEnded(spare));
          }
        });
  }

  void start(Action.StartContainer start) {
    PoolSpec spec = history.deployments.spec(start.pool());
    var container =
        new SimulatedContainer(start.container(), start.pool(), spec, start.node(), start.gpus());
    containers.put(start.container(), container);
    if (history.fault(0.05)) {
      history.in(
          history.upTo(2_000),
          () -> {
            container.alive = false;
            containers.remove(container.id);
            history.send(new Event.StartFailed(container.id, "simulated: no disk"));
          });
      return;
    }
    long pull = history.chance(0.2) ? history.upTo(10_000) : 0;
    if (pull > 0) {
      history.send(new Event.ContainerPulling(container.id));
    }
    whenAlive(
        container,
        pull + history.upTo(500),
        () -> {
          history.send(new Event.ContainerStarted(container.id));
          boot(container);
        });
  }

  private void boot(SimulatedContainer container) {
    if (history.fault(0.02)) {
      whenAlive(container, history.upTo(300), () -> die(container, "simulated: no such file"));
      return;
    }
    whenAlive(
        container,
        history.upTo(500),
        () -> {
          container.booted = true;
          if (history.serverUp && present.contains(container.node)) {
            container.linked = true;
            history.send(new Event.AgentAttached(container.id));
          }
          enter(container);
        });
  }

  private void enter(SimulatedContainer container) {
    boolean broken = history.deployments.enterFails(container.pool);
    if (broken || history.fault(0.05)) {
      whenAlive(
          container,
          history.upTo(1_000),
          () -> {
            if (container.linked && history.chance(0.7)) {
              history.send(new Event.EnterFailed(container.id, "simulated: @Enter threw"));
            }
            whenAlive(container, history.upTo(300), () -> die(container, "exit code 1"));
          });
    } else if (!history.fault(0.02)) {
      long slow = history.chance(0.1) ? 20_000 : 2_000;
      whenAlive(
          container,
          history.upTo(slow),
          () -> {
            container.entered = true;
            if (container.linked) {
              history.send(new Event.ContainerReady(container.id));
            }
            leaveIfDone(container);
          });
    }
  }

  void dispatch(Action.Dispatch dispatch) {
    SimulatedContainer container = containers.get(dispatch.container());
    if (container == null || !container.alive || !container.linked) {
      return;
    }
    var run = new SimulatedContainer.Run(dispatch.attempts(), history.server());
    dispatch.attempts().forEach(a -> container.running.put(a, run));
    run.stubborn = history.fault(0.1);
    if (history.chance(0.8)) {
      whenRunning(container, run, history.upTo(20), () -> tell(container, run));
    }
    if (history.fault(0.02)) {
      whenAlive(container, history.upTo(2_000), () -> die(container, "exit code 137"));
    } else if (!history.fault(0.02)) {
      long time = history.fault(0.05) ? history.upTo(30_000) : history.upTo(1_500);
      whenRunning(
          container,
          run,
          time,
          () ->
              over(
                  container,
                  run,
                  history.chance(0.1) ? Event.Result.THREW : Event.Result.SUCCEEDED));
    }
  }

  private void tell(SimulatedContainer container, SimulatedContainer.Run run) {
    if (container.linked) {
      history.send(new Event.InputsStarted(container.id, run.attempts));
    }
  }

  private void over(SimulatedContainer container, SimulatedContainer.Run run, Event.Result result) {
    run.over = true;
    var returned = new ArrayList<Event.Returned>();
    for (Attempt attempt : run.attempts) {
      container.running.remove(attempt);
      returned.add(new Event.Returned(attempt.input(), attempt.number(), result));
    }
    if (container.linked) {
      history.send(new Event.InputsReturned(container.id, returned));
    } else {
      container.unsent.add(returned);
    }
    leaveIfDone(container);
  }

  void interrupt(Action.CancelInput cancel) {
    SimulatedContainer container = containers.get(cancel.container());
    if (container == null || !container.linked) {
      return;
    }
    SimulatedContainer.Run run = container.running.get(cancel.attempt());
    if (run != null && !run.stubborn) {
      whenRunning(
          container,
          run,
          history.upTo(100),
          () ->
              over(
                  container,
                  run,
                  history.chance(0.1) ? Event.Result.SUCCEEDED : Event.Result.INTERRUPTED));
    }
  }

  void drain(Action.DrainContainer drain) {
    SimulatedContainer container = containers.get(drain.container());
    if (container != null) {
      container.toldToDrain = true;
      if (container.linked) {
        container.draining = true;
        leaveIfDone(container);
      }
    }
  }

  private void leaveIfDone(SimulatedContainer container) {
    if (container.draining
        && container.entered
        && container.running.isEmpty()
        && container.unsent.isEmpty()
        && !container.exiting) {
      container.exiting = true;
      if (!history.fault(0.05)) {
        whenAlive(container, history.upTo(5_000), () -> die(container, "exit code 0"));
      }
    }
  }

  void kill(Action.KillContainer kill) {
    SimulatedContainer container = containers.get(kill.container());
    if (container == null || !container.alive) {
      return;
    }
    if (!container.killIgnored && history.fault(0.05)) {
      container.killIgnored = true;
      return;
    }
    whenAlive(container, history.upTo(300), () -> die(container, "killed"));
  }

  void die(SimulatedContainer container, String reason) {
    vanish(container);
    history.in(
        history.upTo(200),
        () -> history.send(new Event.ContainerExited(container.id, history.fault(0.2), reason)));
  }

  private void vanish(SimulatedContainer container) {
    container.alive = false;
    container.linked = false;
    container.running.clear();
    container.unsent.clear();
    containers.remove(container.id);
  }

  /// The link to one agent breaks; mostly it comes back.
  void breakLink(SimulatedContainer container) {
    if (!container.linked) {
      return;
    }
    container.linked = false;
    history.send(new Event.AgentLost(container.id));
    if (history.chance(0.9)) {
      long away = history.chance(0.2) ? 80_000 : 5_000;
      whenAlive(container, history.upTo(away), () -> comeBack(container));
    }
  }

  void comeBack(SimulatedContainer container) {
    if (container.linked || !container.booted || !history.serverUp) {
      return;
    }
    if (!present.contains(container.node)) {
      return;
    }
    container.linked = true;
    history.send(
        new Event.AgentReattached(
            container.id, container.entered, container.draining, container.unreturned()));
    if (!container.unsent.isEmpty() && container.linked) {
      var late = List.copyOf(container.unsent);
      container.unsent.clear();
      late.forEach(r -> history.send(new Event.InputsReturned(container.id, r)));
    }
    leaveIfDone(container);
  }

  void loseNode(NodeId node) {
    if (!present.remove(node)) {
      return;
    }
    boolean reboot = history.chance(0.7);
    for (SimulatedContainer container : List.copyOf(containers.values())) {
      if (container.node.equals(node)) {
        container.linked = false;
        container.cutOff = true;
        container.knownReady = false;
        container.toldToDrain = container.draining;
        if (reboot) {
          vanish(container);
        }
      }
    }
    history.send(new Event.NodeLost(node, "simulated: power cut"));
    history.in(history.upTo(60_000), () -> joinNode(node));
  }

  void joinNode(NodeId node) {
    if (present.contains(node) || !history.serverUp) {
      return;
    }
    present.add(node);
    List<SimulatedContainer> there =
        containers.values().stream().filter(c -> c.node.equals(node)).toList();
    history.send(
        new Event.NodeJoined(
            node,
            nodeSpec(node),
            there.stream().map(c -> new Event.Adopted(c.id, c.pool, c.gpus)).toList()));
    for (SimulatedContainer container : there) {
      whenAlive(container, history.upTo(5_000), () -> comeBack(container));
    }
  }

  NodeSpec nodeSpec(NodeId node) {
    NodeSpec spec = nodes.get(node);
    if (spec == null) {
      throw new Violation("no node " + node);
    }
    return spec;
  }

  /// The server is gone: all links are down, and nobody hears what happens meanwhile.
  void serverLost() {
    present.clear();
    for (SimulatedContainer container : containers.values()) {
      container.linked = false;
      container.knownReady = false;
      container.toldToDrain = container.draining;
    }
  }

  private void whenAlive(SimulatedContainer container, long delay, Runnable what) {
    history.in(
        delay,
        () -> {
          if (container.alive) {
            what.run();
          }
        });
  }

  private void whenRunning(
      SimulatedContainer container, SimulatedContainer.Run run, long delay, Runnable what) {
    whenAlive(
        container,
        delay,
        () -> {
          if (!run.over) {
            what.run();
          }
        });
  }
}
