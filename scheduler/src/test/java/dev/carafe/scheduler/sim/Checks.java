package dev.carafe.scheduler.sim;

import dev.carafe.model.app.GpuRequest;
import dev.carafe.scheduler.core.Action;
import dev.carafe.scheduler.core.Attempt;
import dev.carafe.scheduler.core.Audit;
import dev.carafe.scheduler.core.ContainerRow;
import dev.carafe.scheduler.core.ContainerState;
import dev.carafe.scheduler.core.Gpu;
import dev.carafe.scheduler.core.NodeSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What must hold in every history.
final class Checks {
  private final History history;
  private final Set<String> everStarted = new HashSet<>();

  Checks(History history) {
    this.history = history;
  }

  /// Before the engine does it.
  void starting(Action.StartContainer start) {
    if (!everStarted.add(start.container().value())) {
      throw new Violation(start.container() + " was started twice, so @Enter runs twice");
    }
    if (!history.cluster.present.contains(start.node())) {
      throw new Violation(start + " on a node that is not there");
    }
    var spec = history.deployments.spec(start.pool());
    String kind = history.cluster.spares.getOrDefault(start.container(), spec.kind());
    if (!kind.equals(spec.kind())) {
      throw new Violation("%s waited for %s".formatted(start, kind));
    }
    NodeSpec node = history.cluster.nodeSpec(start.node());
    double cpu = spec.resources().cpu();
    long memory = spec.resources().memoryBytes();
    long family = 1;
    for (SimulatedContainer other : history.cluster.containers.values()) {
      if (other.node.equals(start.node())) {
        cpu += other.spec.resources().cpu();
        memory += other.spec.resources().memoryBytes();
        if (other.gpus.stream().anyMatch(start.gpus()::contains)) {
          throw new Violation(
              "GPU of %s is held by %s, now given to %s"
                  .formatted(start.node(), other.id, start.container()));
        }
      }
      if (other.spec.family().equals(spec.family()) && !other.cutOff) {
        family++;
      }
    }
    if (cpu > node.cpu() + 1e-6 || memory > node.memoryBytes()) {
      throw new Violation("node %s is over its capacity with %s".formatted(start.node(), start));
    }
    int max = history.deployments.max(spec.family());
    if (max > 0 && family > max) {
      throw new Violation("%d containers of %s, max is %d".formatted(family, spec.family(), max));
    }
    gpusAreOneOfTheChoices(spec.resources().gpu(), node, start);
  }

  private static void gpusAreOneOfTheChoices(
      List<GpuRequest> choices, NodeSpec node, Action.StartContainer start) {
    List<String> types =
        node.gpus().stream().filter(g -> start.gpus().contains(g.index())).map(Gpu::type).toList();
    boolean right =
        choices.isEmpty()
            ? types.isEmpty()
            : choices.stream()
                .anyMatch(
                    c ->
                        c.count() == types.size()
                            && (c.anyType() || types.stream().allMatch(c.type()::equals)));
    if (!right) {
      throw new Violation("%s got %s, asked for %s".formatted(start, types, choices));
    }
  }

  /// Before the agent gets it.
  void dispatching(Action.Dispatch dispatch) {
    SimulatedContainer container = history.cluster.containers.get(dispatch.container());
    for (Attempt attempt : dispatch.attempts()) {
      if (!history.callers.isOpen(attempt.input())) {
        throw new Violation(attempt + " is dispatched but has ended");
      }
      for (SimulatedContainer other : history.cluster.containers.values()) {
        SimulatedContainer.Run same = other.running.get(attempt);
        // A server that restarted counts attempts anew, and cannot know what a machine runs that is
        // declared lost before its agents could say.
        boolean unknowable = same != null && other.cutOff && same.server != history.server();
        if (same != null && !unknowable) {
          throw new Violation(attempt + " runs twice at the same time, also in " + other.id);
        }
        if (other.runs(attempt.input()) && !other.cutOff) {
          throw new Violation(attempt + " while another attempt of it runs in " + other.id);
        }
      }
    }
    if (container == null) {
      return;
    }
    if (!container.knownReady || container.toldToDrain) {
      throw new Violation(dispatch + " to a container that is not ready, or draining");
    }
    int most = container.spec.singleUse() ? 1 : container.spec.concurrency().max();
    if (container.linked && container.runs() >= most) {
      throw new Violation(dispatch + " is over the container's concurrency of " + most);
    }
    if (dispatch.batch() ? dispatch.attempts().size() > 4 : dispatch.attempts().size() != 1) {
      throw new Violation(dispatch + " has a wrong size");
    }
  }

  /// After each event.
  void settled() {
    List<String> wrong = Audit.of(history.scheduler);
    if (!wrong.isEmpty()) {
      throw new Violation(String.join("; ", wrong));
    }
  }

  void rows() {
    var held = new HashSet<String>();
    for (ContainerRow row : history.scheduler.snapshot(history.now).containers()) {
      if (row.state() == ContainerState.PENDING && row.reason().isBlank()) {
        throw new Violation(row.container() + " is PENDING without a reason");
      }
      for (String gpu : row.gpus()) {
        if (!held.add(row.node() + "/" + gpu)) {
          throw new Violation("two rows hold GPU %s of %s".formatted(gpu, row.node()));
        }
      }
    }
  }
}
