package dev.carafe.scheduler.core;

import dev.carafe.model.app.GpuRequest;
import dev.carafe.model.app.Resources;
import dev.carafe.model.id.ContainerId;
import dev.carafe.model.id.NodeId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The machines, and where the next container fits.
final class Nodes {
  final Map<NodeId, Node> present = new LinkedHashMap<>();

  /// Every machine there has ever been, by its latest offer.
  private final Map<NodeId, NodeSpec> everSeen = new LinkedHashMap<>();

  /// Goes up whenever room appears.
  long version;

  /// Goes up whenever a machine joins.
  long joins;

  private record Place(Node node, List<Node.Slot> gpus) {}

  void join(Node node) {
    present.put(node.id, node);
    everSeen.put(node.id, node.spec);
    version++;
    joins++;
  }

  void release(Container container) {
    Node node = container.node;
    if (node != null) {
      node.release(container);
      version++;
    }
  }

  /// Gives the step of an image the first choice that a node has free, unless it has some already.
  void lend(ContainerId step, List<GpuRequest> choices) {
    if (!lentTo(step).isEmpty()) {
      return;
    }
    for (GpuRequest choice : choices) {
      for (Node node : present.values()) {
        List<Node.Slot> free = node.pick(choice);
        if (!free.isEmpty()) {
          free.forEach(slot -> slot.borrower = step);
          return;
        }
      }
    }
  }

  /// Takes back what was lent; false if nothing was.
  boolean takeBack(ContainerId step) {
    List<Node.Slot> lent = lentTo(step);
    lent.forEach(slot -> slot.borrower = null);
    version += lent.isEmpty() ? 0 : 1;
    return !lent.isEmpty();
  }

  List<Node.Slot> lentTo(ContainerId step) {
    return present.values().stream()
        .flatMap(node -> node.slots.stream())
        .filter(slot -> step.equals(slot.borrower))
        .toList();
  }

  /// Gives the container room on a node; false when none has it now.
  boolean place(Container container) {
    Place place = find(container.pool.spec);
    if (place == null) {
      return false;
    }
    place.node.take(container, place.gpus);
    return true;
  }

  private @Nullable Place find(PoolSpec pool) {
    List<GpuRequest> choices = pool.resources().gpu();
    if (choices.isEmpty()) {
      Node best = null;
      for (Node node : present.values()) {
        if (fits(node, pool) && (best == null || node.freeMilliCpu > best.freeMilliCpu)) {
          best = node;
        }
      }
      return best == null ? null : new Place(best, List.of());
    }
    for (GpuRequest choice : choices) {
      Node best = fullestWith(choice, pool);
      if (best != null) {
        return new Place(best, best.pick(choice));
      }
    }
    return null;
  }

  /// Small requests go where few GPUs are left, so that large ones find theirs together.
  private @Nullable Node fullestWith(GpuRequest choice, PoolSpec pool) {
    Node best = null;
    for (Node node : present.values()) {
      int free = node.free(choice);
      if (free >= choice.count()
          && fits(node, pool)
          && (best == null || free < best.free(choice))) {
        best = node;
      }
    }
    return best;
  }

  private static boolean fits(Node node, PoolSpec pool) {
    return node.hasRoom(pool.resources()) && node.suits(pool);
  }

  /// Why no node could ever run this, if that is so. With no node seen yet there is no such reason.
  Optional<String> impossible(PoolSpec pool) {
    if (everSeen.isEmpty()) {
      return Optional.empty();
    }
    Resources wanted = pool.resources();
    var candidates = new ArrayList<NodeSpec>();
    for (Map.Entry<NodeId, NodeSpec> seen : everSeen.entrySet()) {
      if (new Node(seen.getKey(), seen.getValue()).suits(pool)) {
        candidates.add(seen.getValue());
      }
    }
    if (candidates.isEmpty()) {
      return Optional.of(
          "no node has the region %s and the labels %s that %s asks for; change region or nodeSelector"
              .formatted(pool.regions(), pool.nodeSelector(), pool.title()));
    }
    if (!wanted.gpu().isEmpty()) {
      candidates.removeIf(n -> wanted.gpu().stream().noneMatch(g -> hasEver(n, g)));
      if (candidates.isEmpty()) {
        return Optional.of(
            "no node has ever had %s, which %s asks for; there is %s. %s"
                .formatted(
                    Reasons.choices(wanted.gpu()),
                    pool.title(),
                    inventory(),
                    gpuAdvice(wanted.gpu())));
      }
    }
    if (candidates.stream()
        .noneMatch(n -> n.cpu() >= wanted.cpu() && n.memoryBytes() >= wanted.memoryBytes())) {
      return Optional.of(
          "no node has ever had %s, which %s asks for; the largest has %s. Change cpu or memory"
              .formatted(
                  Reasons.size(wanted.cpu(), wanted.memoryBytes()), pool.title(), largest()));
    }
    return Optional.empty();
  }

  private String gpuAdvice(List<GpuRequest> choices) {
    List<Gpu> all = everSeen.values().stream().flatMap(n -> n.gpus().stream()).toList();
    if (all.isEmpty()) {
      return "Remove gpu, or run the server on a machine that has one";
    }
    return choices.stream().anyMatch(c -> all.stream().anyMatch(g -> Node.matches(c, g)))
        ? "Ask for fewer in gpu: they must be of one node"
        : "Change gpu, or add \"any\" to its choices";
  }

  private static boolean hasEver(NodeSpec node, GpuRequest request) {
    return node.gpus().stream().filter(g -> Node.matches(request, g)).count() >= request.count();
  }

  private String inventory() {
    var counts = new LinkedHashMap<String, Integer>();
    everSeen.values().forEach(n -> n.gpus().forEach(g -> counts.merge(g.type(), 1, Integer::sum)));
    if (counts.isEmpty()) {
      return "no GPU at all";
    }
    return String.join(
        ", ", counts.entrySet().stream().map(e -> e.getValue() + "×" + e.getKey()).toList());
  }

  private String largest() {
    NodeSpec best = null;
    for (NodeSpec node : everSeen.values()) {
      if (best == null || node.memoryBytes() > best.memoryBytes()) {
        best = node;
      }
    }
    return best == null ? "nothing" : Reasons.size(best.cpu(), best.memoryBytes());
  }
}
