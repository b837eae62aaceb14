package dev.carafe.scheduler.core;

import dev.carafe.model.app.GpuRequest;
import dev.carafe.model.app.Resources;
import dev.carafe.model.id.ContainerId;
import dev.carafe.model.id.NodeId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One machine: what of it is free, and who holds which GPU.
final class Node {

  /// One GPU and who has it: a container, or a step of an image that borrows it.
  static final class Slot {
    final Gpu gpu;
    @Nullable Container holder;
    @Nullable ContainerId borrower;

    Slot(Gpu gpu) {
      this.gpu = gpu;
    }

    boolean isFree() {
      return holder == null && borrower == null;
    }
  }

  final NodeId id;
  final NodeSpec spec;
  final List<Slot> slots;
  final LinkedHashSet<Container> containers = new LinkedHashSet<>();
  long freeMilliCpu;
  long freeMemory;

  Node(NodeId id, NodeSpec spec) {
    this.id = id;
    this.spec = spec;
    this.slots = spec.gpus().stream().map(Slot::new).toList();
    this.freeMilliCpu = milli(spec.cpu());
    this.freeMemory = spec.memoryBytes();
  }

  static long milli(double cpu) {
    return Math.round(cpu * 1000);
  }

  boolean suits(PoolSpec pool) {
    if (!pool.regions().isEmpty()
        && !pool.regions().contains(spec.labels().getOrDefault("region", ""))) {
      return false;
    }
    return pool.nodeSelector().entrySet().stream()
        .allMatch(e -> e.getValue().equals(spec.labels().get(e.getKey())));
  }

  boolean hasRoom(Resources wanted) {
    return milli(wanted.cpu()) <= freeMilliCpu && wanted.memoryBytes() <= freeMemory;
  }

  static boolean matches(GpuRequest request, Gpu gpu) {
    return request.accepts(gpu.type());
  }

  int free(GpuRequest request) {
    int free = 0;
    for (Slot slot : slots) {
      if (slot.isFree() && matches(request, slot.gpu)) {
        free++;
      }
    }
    return free;
  }

  /// The free slots to give for `request`, of one type where that can be; empty if there are not
  /// enough.
  List<Slot> pick(GpuRequest request) {
    List<Slot> free = slots.stream().filter(s -> s.isFree() && matches(request, s.gpu)).toList();
    if (free.size() < request.count()) {
      return List.of();
    }
    for (Slot first : free) {
      List<Slot> same =
          free.stream().filter(s -> s.gpu.type().equalsIgnoreCase(first.gpu.type())).toList();
      if (same.size() >= request.count()) {
        return List.copyOf(same.subList(0, request.count()));
      }
    }
    return List.copyOf(free.subList(0, request.count()));
  }

  /// Whether `pool` would find room here once `leaving` is gone.
  boolean wouldFitWithout(Container leaving, PoolSpec pool) {
    Resources given = leaving.pool.spec.resources();
    Resources wanted = pool.resources();
    return suits(pool)
        && milli(wanted.cpu()) <= freeMilliCpu + milli(given.cpu())
        && wanted.memoryBytes() <= freeMemory + given.memoryBytes()
        && (wanted.gpu().isEmpty()
            || wanted.gpu().stream().anyMatch(g -> free(g) + held(leaving, g) >= g.count()));
  }

  private static int held(Container container, GpuRequest request) {
    return (int) container.gpus.stream().filter(s -> matches(request, s.gpu)).count();
  }

  void take(Container container, List<Slot> granted) {
    Resources resources = container.pool.spec.resources();
    if (!container.pool.unknown) {
      freeMilliCpu -= milli(resources.cpu());
      freeMemory -= resources.memoryBytes();
    }
    var gpus = new ArrayList<Slot>();
    for (Slot slot : granted) {
      if (slot.isFree()) {
        slot.holder = container;
        gpus.add(slot);
      }
    }
    container.node = this;
    container.gpus = gpus;
    containers.add(container);
  }

  void release(Container container) {
    if (!containers.remove(container)) {
      return;
    }
    Resources resources = container.pool.spec.resources();
    if (!container.pool.unknown) {
      freeMilliCpu += milli(resources.cpu());
      freeMemory += resources.memoryBytes();
    }
    container.gpus.forEach(s -> s.holder = null);
  }
}
