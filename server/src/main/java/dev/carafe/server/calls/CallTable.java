package dev.carafe.server.calls;

import dev.carafe.model.app.FunctionSpec;
import dev.carafe.model.call.Stage;
import dev.carafe.model.id.BlobId;
import dev.carafe.model.id.CallId;
import dev.carafe.model.id.InputId;
import dev.carafe.protocol.proto.AgentInput;
import dev.carafe.protocol.proto.InputKey;
import dev.carafe.protocol.proto.InputOutcome;
import dev.carafe.protocol.proto.Outcome;
import dev.carafe.protocol.proto.Payload;
import dev.carafe.protocol.proto.ReturnedInput;
import dev.carafe.protocol.proto.Target;
import dev.carafe.scheduler.core.Action.EndInput;
import dev.carafe.scheduler.core.Attempt;
import dev.carafe.scheduler.core.Ending;
import dev.carafe.scheduler.core.Event;
import dev.carafe.scheduler.core.InputKind;
import dev.carafe.server.containers.ContainerRecord;
import dev.carafe.server.containers.Containers;
import dev.carafe.server.deploy.Pool;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The calls on their way: payloads and callers wait here, the scheduler sees ids only. Any thread
/// may open and cancel; endings come from the scheduler's loop alone.
public final class CallTable {
  private static final Logger log = LoggerFactory.getLogger(CallTable.class);

  private final Map<CallId, CallEntry> live = new ConcurrentHashMap<>();
  private final FinishedCalls finished = new FinishedCalls();
  private final Consumer<Event> events;
  private final SpawnedCalls spawned;
  private final Outcomes outcomes;

  public CallTable(Consumer<Event> events, SpawnedCalls spawned, Containers containers) {
    this.events = events;
    this.spawned = spawned;
    this.outcomes = new Outcomes(containers);
  }

  /// Takes a remote call or a generator. One that is on its way already is joined; one that has
  /// ended does not run again.
  public void open(
      CallId id,
      InputKind kind,
      Pool pool,
      FunctionSpec function,
      Payload input,
      int credit,
      Caller caller) {
    CallEntry call = CallEntry.single(id, kind, pool, function, caller, input);
    call.credit = credit;
    admit(call, Timeline.now());
  }

  private void admit(CallEntry call, long arrivedMicros) {
    call.timeline.mark(Stage.ARRIVED, arrivedMicros);
    CallEntry known = live.putIfAbsent(call.id, call);
    if (known != null) {
      known.caller = call.caller;
    } else if (finished.find(call.id).isPresent()) {
      live.remove(call.id, call);
      if (call.kind != InputKind.MAP) {
        call.caller.endedBefore(call.id, 0, call.kind);
      }
    } else if (call.kind != InputKind.MAP) {
      events.accept(
          new Event.InputsArrived(call.pool.id(), call.function.name(), call.id, 0, 1, call.kind));
    }
  }

  /// Takes a spawned call: stored first, then acknowledged, then scheduled.
  public void spawn(
      CallId id, Target target, Pool pool, FunctionSpec function, Payload input, Caller caller) {
    Instant arrived = Instant.now();
    var _ =
        spawned
            .add(id, target, input, arrived)
            .whenComplete(
                (isNew, failure) -> {
                  if (failure != null) {
                    caller.callEnded(
                        id, unavailable("Storing the call failed: " + failure.getMessage()));
                    return;
                  }
                  caller.accepted(id);
                  if (isNew) {
                    respawn(id, pool, function, input, arrived);
                  }
                });
  }

  /// Schedules a spawned call that is durable already, and arrived then.
  public void respawn(CallId id, Pool pool, FunctionSpec function, Payload input, Instant arrived) {
    admit(
        CallEntry.single(id, InputKind.SPAWN, pool, function, Caller.NOBODY, input),
        Timeline.micros(arrived));
  }

  /// Ends a spawned call that cannot be scheduled any more.
  public void refuseSpawned(CallId id, Outcome outcome) {
    spawned.end(id, outcome).join();
  }

  private static Outcome unavailable(String reason) {
    return Outcome.newBuilder()
        .setRejected(
            Outcome.Rejected.newBuilder().setCode(Outcome.Code.CODE_UNAVAILABLE).setReason(reason))
        .build();
  }

  /// Opens a map; its inputs follow.
  public void openMap(CallId id, Pool pool, FunctionSpec function, Caller caller) {
    admit(CallEntry.map(id, pool, function, caller), Timeline.now());
  }

  /// Takes inputs of a map. Those that have ended already do not run again.
  public void mapInputs(
      CallId id, long firstIndex, List<Payload> inputs, boolean last, Caller caller) {
    CallEntry call = live.get(id);
    if (call == null) {
      if (finished.find(id).isPresent()) {
        for (long index = firstIndex; index < firstIndex + inputs.size(); index++) {
          caller.endedBefore(id, index, InputKind.MAP);
        }
      }
      return;
    }
    List<Long> ended = call.add(firstIndex, inputs, last, Timeline.now());
    if (inputs.size() > ended.size()) {
      events.accept(
          new Event.InputsArrived(
              call.pool.id(), call.function.name(), id, firstIndex, inputs.size(), InputKind.MAP));
    }
    ended.forEach(index -> caller.endedBefore(id, index, InputKind.MAP));
    finishIfComplete(call);
  }

  /// Tells a caller that a spawned call runs, and how it ends, now or later.
  public void attach(CallId id, Caller caller) {
    CallEntry call = live.get(id);
    if (call != null) {
      call.watchers.add(caller);
      caller.accepted(id);
    }
    if (call == null || !live.containsKey(id)) {
      spawned.outcome(id).ifPresent(o -> caller.inputsEnded(id, List.of(o)));
    }
  }

  /// Ties a call to the one it is made from: they are cancelled together.
  public void adopt(CallId parent, CallId child) {
    CallEntry call = live.get(parent);
    if (call != null) {
      call.children.add(child);
    }
  }

  /// Cancels what has not ended of a call. False when nothing of it is on its way.
  public boolean cancel(CallId id, String reason) {
    CallEntry call = live.get(id);
    if (call == null) {
      return false;
    }
    call.noMoreInputs();
    if (call.received() > 0) {
      events.accept(
          new Event.InputsCancelled(
              id, 0, (int) Math.min(Integer.MAX_VALUE, call.received()), reason));
    }
    finishIfComplete(call);
    return true;
  }

  /// A caller is gone for good: what it waited for is cancelled, what it spawned goes on.
  @SuppressWarnings("ReferenceEquality") // a caller is an identity, not a value
  public void callerGone(Caller caller) {
    for (CallEntry call : live.values()) {
      call.watchers.remove(caller);
      if (call.caller == caller) {
        cancel(call.id, "the caller went away");
      }
    }
  }

  /// A caller can take so many more items of a generator; returns the container to tell, if it
  /// runs.
  public Optional<ContainerRecord> credit(CallId id, int count) {
    CallEntry call = live.get(id);
    InputEntry input = call == null ? null : call.input(new InputId(id, 0));
    if (call == null || input == null) {
      return Optional.empty();
    }
    synchronized (call) {
      call.credit = call.credit + count;
    }
    return Optional.ofNullable(input.container);
  }

  /// A generator made an item.
  public void item(CallId id, long sequence, Payload item) {
    CallEntry call = live.get(id);
    if (call != null) {
      call.caller.item(id, sequence, item);
    }
  }

  /// What the agent needs to run an attempt; empty when the input has ended meanwhile.
  public Optional<AgentInput> dispatch(
      Attempt attempt, ContainerRecord container, long timeoutMillis) {
    CallEntry call = live.get(attempt.input().call());
    InputEntry input = call == null ? null : call.input(attempt.input());
    if (call == null || input == null) {
      return Optional.empty();
    }
    input.dispatched(attempt.number(), container);
    call.container = container.id().value();
    call.attempts = attempt.number();
    input.timeline.markStartOf(container);
    input.timeline.markNow(Stage.DISPATCHED);
    return Optional.of(
        AgentInput.newBuilder()
            .setKey(
                InputKey.newBuilder()
                    .setCallId(call.id.value())
                    .setIndex(attempt.input().index())
                    .setAttempt(attempt.number()))
            .setFunction(call.function.name())
            .setArguments(input.payload)
            .setTimeoutMillis(timeoutMillis)
            .setCredit(call.credit)
            .build());
  }

  /// Execution of attempts began.
  public void started(ContainerRecord container, List<InputKey> keys, long micros) {
    List<Attempt> attempts = new ArrayList<>(keys.size());
    for (InputKey key : keys) {
      Attempt attempt = attempt(key);
      attempts.add(attempt);
      CallEntry call = live.get(attempt.input().call());
      InputEntry input = call == null ? null : call.input(attempt.input());
      if (input != null) {
        input.timeline.mark(Stage.RUNNING, micros);
      }
    }
    events.accept(new Event.InputsStarted(container.id(), attempts));
  }

  /// Attempts came back: what they brought is kept until the scheduler says what it means.
  public void returned(ContainerRecord container, List<ReturnedInput> inputs) {
    List<Event.Returned> returned = new ArrayList<>(inputs.size());
    long now = Timeline.now();
    Lookup lookup = new Lookup();
    for (ReturnedInput input : inputs) {
      Attempt attempt = lookup.attempt(input.getKey());
      keep(container, lookup.call, attempt, input, now);
      returned.add(
          new Event.Returned(
              attempt.input(),
              attempt.number(),
              input.getInterrupted()
                  ? Event.Result.INTERRUPTED
                  : input.hasFailure() ? Event.Result.THREW : Event.Result.SUCCEEDED));
    }
    events.accept(new Event.InputsReturned(container.id(), returned));
  }

  /// Finds calls by what agents say; the keys of one message are mostly of one call.
  private final class Lookup {
    private @Nullable CallId id;
    private @Nullable CallEntry call;

    Attempt attempt(InputKey key) {
      CallId known = id;
      if (known == null || !known.value().equals(key.getCallId())) {
        CallId said = new CallId(key.getCallId());
        call = live.get(said);
        known = call == null ? said : call.id;
        id = known;
      }
      return new Attempt(new InputId(known, key.getIndex()), key.getAttempt());
    }
  }

  private void keep(
      ContainerRecord container,
      @Nullable CallEntry call,
      Attempt attempt,
      ReturnedInput returned,
      long nowMicros) {
    InputEntry input = call == null ? null : call.input(attempt.input());
    if (call == null || input == null || !input.expects(attempt.number())) {
      return;
    }
    if (input.container == null) {
      input.container = container;
      call.container = container.id().value();
      call.attempts = attempt.number();
    }
    input.unreadable = returned.getUnreadable();
    if (returned.hasFailure()) {
      input.failure = returned.getFailure();
    } else {
      input.result = returned.getResult();
    }
    if (returned.getRunNanos() > 0) {
      input.timeline.mark(Stage.RUNNING, nowMicros - returned.getRunNanos() / 1_000);
    }
    input.timeline.mark(Stage.RETURNED, nowMicros);
  }

  public static Attempt attempt(InputKey key) {
    return new Attempt(new InputId(new CallId(key.getCallId()), key.getIndex()), key.getAttempt());
  }

  /// Inputs of one call ended: tells its caller.
  public void end(CallId id, List<EndInput> endings) {
    CallEntry call = live.get(id);
    if (call == null) {
      return;
    }
    List<InputOutcome> ended = new ArrayList<>(endings.size());
    for (EndInput ending : endings) {
      InputEntry input = call.remove(ending.input());
      if (input != null) {
        ended.add(outcome(call, input, ending.input().index(), ending.ending()));
      }
    }
    if (!ended.isEmpty()) {
      tell(call, ended);
    }
    if (call.kind != InputKind.SPAWN) {
      finishIfComplete(call);
    }
  }

  private InputOutcome outcome(CallEntry call, InputEntry input, long index, Ending ending) {
    Outcome outcome = outcomes.of(call.id.value(), input, ending);
    input.timeline.markNow(Stage.ENDED);
    if (call.outcome.isEmpty() || !outcome.hasSucceeded()) {
      call.outcome = Outcomes.headline(outcome);
    }
    return InputOutcome.newBuilder().setIndex(index).setOutcome(outcome).build();
  }

  private void tell(CallEntry call, List<InputOutcome> ended) {
    switch (call.kind) {
      case REMOTE -> call.caller.inputsEnded(call.id, ended);
      case MAP -> {
        call.caller.inputsEnded(call.id, ended);
        int credit = call.creditAfter(ended.size());
        if (credit > 0) {
          call.caller.credit(call.id, credit);
        }
      }
      case GENERATOR -> call.caller.callEnded(call.id, ended.getFirst().getOutcome());
      case SPAWN -> {
        var _ =
            spawned
                .end(call.id, ended.getFirst().getOutcome())
                .whenComplete(
                    (_, failure) -> {
                      if (failure != null) {
                        log.error("call={} its outcome could not be stored", call.id, failure);
                      }
                      finishIfComplete(
                          call); // only now: an attach in between finds it here or stored
                      call.watchers.forEach(w -> w.inputsEnded(call.id, ended));
                    });
      }
    }
  }

  private void finishIfComplete(CallEntry call) {
    if (call.complete() && live.containsKey(call.id)) {
      call.endedMicros = Timeline.now();
      finished.add(call); // first: whoever asks in between finds it here or there
      if (!live.remove(call.id, call)) {
        return;
      }
      for (CallId child : call.children) {
        CallEntry made = live.get(child);
        if (made != null && made.kind != InputKind.SPAWN) {
          cancel(child, "the call that made it ended");
        }
      }
    }
  }

  /// The blobs that calls on their way need.
  public Set<BlobId> blobs() {
    Set<BlobId> needed = new HashSet<>();
    for (CallEntry call : live.values()) {
      for (InputEntry input : call.inputs()) {
        PayloadBlobs.add(input.payload, needed);
        PayloadBlobs.add(input.result, needed);
      }
    }
    return needed;
  }

  /// A call on its way, or one of the last that ended.
  public Optional<CallView> view(CallId id) {
    return Optional.ofNullable(live.get(id)).or(() -> finished.find(id)).map(CallTable::view);
  }

  /// Of the calls on their way and the last that ended so many that are wanted, newest first.
  public List<CallView> newest(Predicate<CallView> wanted, int limit) {
    List<CallView> views = new ArrayList<>(views(live.values()));
    views.addAll(views(finished.all()));
    return views.stream()
        .filter(wanted)
        .sorted((a, b) -> Long.compare(b.arrivedMicros(), a.arrivedMicros()))
        .limit(limit)
        .toList();
  }

  private static List<CallView> views(Collection<CallEntry> calls) {
    return calls.stream().map(CallTable::view).toList();
  }

  private static CallView view(CallEntry call) {
    Map<Stage, Long> stages = call.timeline.stages();
    return new CallView(
        call.id,
        call.pool,
        call.function.name(),
        call.kind,
        call.outcome,
        call.container,
        call.attempts,
        call.received(),
        stages.getOrDefault(Stage.ARRIVED, 0L),
        call.endedMicros,
        stages);
  }
}
