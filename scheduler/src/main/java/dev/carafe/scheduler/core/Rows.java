package dev.carafe.scheduler.core;

import dev.carafe.model.id.ContainerId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Optional;

/// The state as people see it.
final class Rows {
  private final State state;
  private final Reasons reasons;

  Rows(State state) {
    this.state = state;
    this.reasons = new Reasons(state);
  }

  Snapshot snapshot(long now) {
    long time = Math.max(now, state.now);
    var containers = new ArrayList<ContainerRow>();
    for (Container c : state.containers.values()) {
      containers.add(row(c, time));
    }
    return new Snapshot(
        containers,
        state.pools.values().stream().filter(p -> !p.unknown).map(p -> row(p, time)).toList(),
        state.nodes.present.values().stream().map(Rows::row).toList(),
        state.inputs.size());
  }

  private ContainerRow row(Container c, long now) {
    Node node = c.node;
    return new ContainerRow(
        c.id,
        c.pool.id,
        c.pool.spec.app(),
        c.pool.spec.service(),
        c.state,
        reasons.of(c, now),
        node == null ? Optional.empty() : Optional.of(node.id),
        c.gpus.stream().map(s -> s.gpu.index()).toList(),
        c.inputs(),
        c.createdAt,
        c.since);
  }

  private static PoolRow row(Pool p, long now) {
    int delayed = 0;
    for (Lane lane : p.lanes) {
      delayed += lane.delayed.size();
    }
    return new PoolRow(
        p.id,
        p.spec.app(),
        p.spec.service(),
        p.scaling,
        p.retired != null,
        p.failedStarts > 0 ? Optional.of(Reasons.failing(p, now)) : Optional.empty(),
        p.queued(),
        p.containers.stream().mapToInt(Container::inputs).sum(),
        delayed,
        p.containers.size(),
        p.ready,
        p.wanted());
  }

  private static NodeRow row(Node n) {
    var holders = new LinkedHashMap<String, ContainerId>();
    for (Node.Slot slot : n.slots) {
      Container holder = slot.holder;
      if (holder != null) {
        holders.put(slot.gpu.index(), holder.id);
      }
      ContainerId borrower = slot.borrower;
      if (borrower != null) {
        holders.put(slot.gpu.index(), borrower);
      }
    }
    return new NodeRow(
        n.id, n.spec, n.freeMilliCpu / 1000.0, n.freeMemory, n.containers.size(), holders);
  }
}
