package dev.carafe.server.calls;

import dev.carafe.model.id.CallId;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The last calls that ended, so that one can ask where their time went.
final class FinishedCalls {
  private static final int KEPT = 10_000;

  private final Map<CallId, CallEntry> byId = new ConcurrentHashMap<>();
  private final Deque<CallId> order = new ArrayDeque<>();

  void add(CallEntry call) {
    if (byId.putIfAbsent(call.id, call) != null) {
      return; // its caller and the scheduler's loop both saw it complete
    }
    synchronized (order) {
      order.addLast(call.id);
      if (order.size() > KEPT) {
        byId.remove(order.removeFirst());
      }
    }
  }

  Optional<CallEntry> find(CallId id) {
    return Optional.ofNullable(byId.get(id));
  }

  Collection<CallEntry> all() {
    return byId.values();
  }
}
