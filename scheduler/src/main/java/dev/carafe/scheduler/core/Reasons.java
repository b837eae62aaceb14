package dev.carafe.scheduler.core;

import dev.carafe.model.app.GpuRequest;
import dev.carafe.model.app.Resources;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Why a container is not placed, in words; made when someone asks.
final class Reasons {
  private static final int NODES_NAMED = 3;
  private final State state;

  Reasons(State state) {
    this.state = state;
  }

  String of(Container container, long now) {
    return container.pending() ? pending(container.pool, now) : container.reason;
  }

  String pending(Pool pool, long now) {
    if (pool.failedStarts > 0 && (pool.backoffUntil > now || pool.starting > 0)) {
      return failing(pool, now);
    }
    if (state.awaitsNodes()) {
      return "waiting for node %s to come back after the restart".formatted(state.expected);
    }
    if (state.heldUntil() > now) {
      return "waiting for containers found after the restart, whose app is gone, to stop";
    }
    if (pool.waitsForRecreate()) {
      return "waiting for the containers of the older version to stop";
    }
    if (pool.family.full()) {
      return "waiting for a container of %s to stop: maxContainers is %d"
          .formatted(pool.spec.title(), pool.family.max());
    }
    if (state.nodes.present.isEmpty()) {
      return "waiting for a node: none is there";
    }
    Optional<String> impossible = state.nodes.impossible(pool.spec);
    if (impossible.isPresent()) {
      return impossible.get();
    }
    return noRoom(pool.spec, now);
  }

  static String failing(Pool pool, long now) {
    String next =
        pool.backoffUntil > now
            ? "the next in " + age(pool.backoffUntil - now)
            : pool.starting > 0 ? "the next is under way" : "the next with the next call";
    return "%d failed start%s in a row, %s; the last: %s"
        .formatted(pool.failedStarts, pool.failedStarts == 1 ? "" : "s", next, pool.failure);
  }

  private String noRoom(PoolSpec pool, long now) {
    Resources wanted = pool.resources();
    List<Node> suitable = state.nodes.present.values().stream().filter(n -> n.suits(pool)).toList();
    if (suitable.isEmpty()) {
      return "waiting for a node with the region %s and the labels %s"
          .formatted(pool.regions(), pool.nodeSelector());
    }
    boolean gpusFree =
        wanted.gpu().isEmpty()
            || suitable.stream()
                .anyMatch(n -> wanted.gpu().stream().anyMatch(g -> n.free(g) >= g.count()));
    if (!gpusFree) {
      return noGpu(wanted.gpu(), suitable, now);
    }
    var room = new ArrayList<String>();
    for (Node node : suitable.subList(0, Math.min(NODES_NAMED, suitable.size()))) {
      room.add(
          "%s of %s CPUs and %s of %s are free on node %s"
              .formatted(
                  cpus(node.freeMilliCpu / 1000.0),
                  cpus(node.spec.cpu()),
                  bytes(node.freeMemory),
                  bytes(node.spec.memoryBytes()),
                  node.id));
    }
    String beside = wanted.gpu().isEmpty() ? "" : " beside " + choices(wanted.gpu());
    return "waiting for %s%s: %s%s"
        .formatted(
            size(wanted.cpu(), wanted.memoryBytes()),
            beside,
            String.join(", ", room),
            more(suitable));
  }

  static String noGpu(List<GpuRequest> choices, List<Node> nodes, long now) {
    var counts = new ArrayList<String>();
    var holders = new LinkedHashSet<Container>();
    boolean borrowed = false;
    for (Node node : nodes) {
      List<Node.Slot> matching =
          node.slots.stream()
              .filter(s -> choices.stream().anyMatch(c -> Node.matches(c, s.gpu)))
              .toList();
      long free = matching.stream().filter(Node.Slot::isFree).count();
      if (!matching.isEmpty() && counts.size() < NODES_NAMED) {
        counts.add("%d of %d free on node %s".formatted(free, matching.size(), node.id));
      }
      for (Node.Slot slot : matching) {
        if (slot.holder != null) {
          holders.add(slot.holder);
        }
        borrowed |= slot.borrower != null;
      }
    }
    if (counts.isEmpty()) {
      return "waiting for %s: no node that is there now has one".formatted(choices(choices));
    }
    List<String> held =
        holders.stream()
            .limit(NODES_NAMED)
            .map(c -> holder(c, now))
            .collect(Collectors.toCollection(ArrayList::new));
    if (borrowed) {
      held.add("a step of an image that is being built");
    }
    String by = held.isEmpty() ? "" : "; held by " + String.join(", ", held);
    return "waiting for %s: %s%s%s"
        .formatted(choices(choices), String.join(", ", counts), more(nodes), by);
  }

  private static String holder(Container container, long now) {
    Pool pool = container.pool;
    String since = pool.spec.title() + " since " + age(now - container.createdAt);
    if (container.state != ContainerState.IDLE) {
      return since;
    }
    return pool.serving > pool.wanted()
        ? "%s (idle, goes in %s)".formatted(since, age(pool.reapableAt(container) - now))
        : since + " (idle, kept by minContainers)";
  }

  private static String more(List<Node> nodes) {
    return nodes.size() > NODES_NAMED
        ? ", and %d more nodes".formatted(nodes.size() - NODES_NAMED)
        : "";
  }

  static String choices(List<GpuRequest> choices) {
    return String.join(
        " or ",
        choices.stream()
            .map(c -> c.anyType() ? c.count() + " GPU of any type" : c.toString())
            .toList());
  }

  static String size(double cpu, long memoryBytes) {
    return "%s CPU%s and %s".formatted(cpus(cpu), cpu == 1 ? "" : "s", bytes(memoryBytes));
  }

  private static String cpus(double cpu) {
    return new BigDecimal(cpu)
        .setScale(3, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }

  private static String bytes(long bytes) {
    if (bytes >= 1L << 30) {
      return cpus(Math.round(bytes / (double) (1L << 30) * 10) / 10.0) + " GiB";
    }
    return (bytes >> 20) + " MiB";
  }

  static String age(long millis) {
    long seconds = Math.max(0, millis) / 1000;
    if (seconds < 120) {
      return Math.max(seconds, 1) + " s";
    }
    return seconds < 7200 ? seconds / 60 + " min" : seconds / 3600 + " h";
  }
}
