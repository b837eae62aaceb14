package dev.carafe.server.calls;

import dev.carafe.model.app.FunctionSpec;
import dev.carafe.model.call.Stage;
import dev.carafe.model.id.CallId;
import dev.carafe.model.id.InputId;
import dev.carafe.protocol.proto.Payload;
import dev.carafe.scheduler.core.InputKind;
import dev.carafe.server.deploy.Pool;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// One call on its way, with its inputs that have not ended. Only a map has more than one.
public final class CallEntry {
  private static final int LEAST_CREDIT = 100;

  final CallId id;
  final InputKind kind;
  final Pool pool;
  final FunctionSpec function;
  final Timeline timeline;
  final Set<CallId> children = ConcurrentHashMap.newKeySet(0);
  final Set<Caller> watchers = ConcurrentHashMap.newKeySet(0);
  volatile Caller caller;
  volatile int credit;
  volatile String outcome = "";
  volatile String container = "";
  volatile int attempts;
  volatile long endedMicros;

  private final @Nullable Map<Long, InputEntry> many;
  private volatile @Nullable InputEntry single;
  private volatile boolean allReceived;
  private volatile long nextIndex;
  private int owed;

  private CallEntry(
      CallId id,
      InputKind kind,
      Pool pool,
      FunctionSpec function,
      Caller caller,
      @Nullable InputEntry single) {
    this.id = id;
    this.kind = kind;
    this.pool = pool;
    this.function = function;
    this.caller = caller;
    this.single = single;
    this.many = single == null ? new ConcurrentHashMap<>() : null;
    this.timeline = single == null ? new Timeline() : single.timeline;
  }

  static CallEntry single(
      CallId id, InputKind kind, Pool pool, FunctionSpec function, Caller caller, Payload input) {
    CallEntry call = new CallEntry(id, kind, pool, function, caller, new InputEntry(input));
    call.allReceived = true;
    call.nextIndex = 1;
    return call;
  }

  static CallEntry map(CallId id, Pool pool, FunctionSpec function, Caller caller) {
    return new CallEntry(id, InputKind.MAP, pool, function, caller, null);
  }

  /// Adds inputs of a map; gives those that have ended already. The first one's way stands for the
  /// call's.
  List<Long> add(long firstIndex, Iterable<Payload> inputs, boolean last, long nowMicros) {
    if (many == null) {
      return List.of();
    }
    List<Long> ended = new ArrayList<>(0);
    long index = firstIndex;
    for (Payload payload : inputs) {
      if (index >= nextIndex) {
        InputEntry input = new InputEntry(payload, index == 0 ? timeline : Timeline.NONE);
        input.timeline.mark(Stage.ARRIVED, nowMicros);
        many.put(index, input);
      } else if (!many.containsKey(index)) {
        ended.add(index);
      }
      index++;
    }
    nextIndex = Math.max(nextIndex, index);
    allReceived |= last;
    return ended;
  }

  @Nullable InputEntry input(InputId input) {
    return many == null ? single : many.get(input.index());
  }

  Collection<InputEntry> inputs() {
    InputEntry one = single;
    return many != null ? many.values() : one == null ? List.of() : List.of(one);
  }

  @Nullable InputEntry remove(InputId input) {
    if (many != null) {
      return many.remove(input.index());
    }
    InputEntry removed = single;
    single = null;
    return removed;
  }

  /// How much credit to grant now that so many more inputs of a map have ended: small change is
  /// kept until it is worth a message. For the scheduler's loop alone.
  int creditAfter(int ended) {
    owed += ended;
    if (owed < LEAST_CREDIT) {
      return 0;
    }
    int all = owed;
    owed = 0;
    return all;
  }

  /// So many inputs were received, ended ones too.
  long received() {
    return nextIndex;
  }

  boolean complete() {
    return allReceived && (many == null ? single == null : many.isEmpty());
  }

  void noMoreInputs() {
    allReceived = true;
  }
}
