package dev.carafe.agent.invoke;

import dev.carafe.agent.lifecycle.Assignment.Callable;
import dev.carafe.agent.lifecycle.UserService;
import dev.carafe.agent.link.Link;
import dev.carafe.agent.link.Ticker;
import dev.carafe.agent.logs.CurrentInput;
import dev.carafe.agent.logs.LogCapture;
import dev.carafe.protocol.proto.Credit;
import dev.carafe.protocol.proto.Dispatch;
import dev.carafe.protocol.proto.FromAgent;
import dev.carafe.protocol.proto.InputKey;
import dev.carafe.protocol.proto.InputsStarted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;

/// The inputs that are here. Safe for use by many threads; what the link calls never blocks.
public final class Invocations {
  private static final long REPORTED_AFTER_MILLIS = 5;

  private final UserService service;
  private final Map<String, Callable> callables = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, Target> targets = new ConcurrentHashMap<>();
  private final ConcurrentMap<InputKey, Run> running = new ConcurrentHashMap<>();
  private final Queue<Input> unreported = new ConcurrentLinkedQueue<>();
  private final Link link;
  private final Ticker ticker;
  private final Payloads payloads;
  private final Results results;
  private final Departures departures;
  private final Workers workers;
  private final HeldInputs held = new HeldInputs();
  private volatile boolean draining;

  public Invocations(
      List<Callable> functions,
      UserService service,
      Link link,
      Ticker ticker,
      LogCapture logs,
      Blobs blobs) {
    this.service = service;
    functions.forEach(f -> callables.put(f.name(), f));
    this.link = link;
    this.ticker = ticker;
    this.payloads = new Payloads(blobs);
    this.results = new Results(link, logs, payloads);
    this.departures = new Departures(link::flush, System::nanoTime);
    this.workers = new Workers(this::work, departures);
    ticker.add(this::reportStarted);
    ticker.add(departures::release);
  }

  /// Makes every method ready, so that the first calls need not. What fails here fails again, and
  /// is told, at a call.
  public void prepare() {
    for (String function : callables.keySet()) {
      try {
        target(function);
      } catch (NoSuchMethodException | RuntimeException | LinkageError e) {
        // told at the call
      }
    }
  }

  public void dispatch(Dispatch dispatch) {
    if (!held.take(dispatch)) {
      begin(dispatch);
    }
  }

  private void begin(Dispatch dispatch) {
    if (draining) {
      return; // the server sees that they did not run when this process ends
    }
    List<Input> inputs = dispatch.getInputsList().stream().map(Input::new).toList();
    List<Run> runs =
        dispatch.getBatch()
            ? List.of(new Run(inputs))
            : inputs.stream().map(input -> new Run(List.of(input))).toList();
    for (Run run : runs) {
      for (Input input : run.inputs()) {
        running.put(input.key(), run);
        unreported.add(input);
      }
    }
    workers.start(runs);
    ticker.wake();
  }

  private void work(Run run) {
    long began = System.nanoTime();
    run.inputs().forEach(input -> input.began(began));
    Input first = run.inputs().getFirst();
    Thread thread = Thread.currentThread();
    thread.setName(first.key().getCallId());
    run.on(thread);
    ScopedValue.where(CurrentInput.SCOPE, first.current()).run(() -> invoke(run));
    departures.returned(began);
    run.end();
    var _ = Thread.interrupted(); // of this run; the next knows nothing of it
    run.inputs().forEach(input -> running.remove(input.key(), run));
  }

  private void invoke(Run run) {
    Target target;
    try {
      target = target(run.inputs().getFirst().message().getFunction());
    } catch (NoSuchMethodException | RuntimeException | LinkageError e) {
      run.inputs().forEach(input -> results.failure(input, e));
      return;
    }
    new Invocation(target, payloads, results).run(run.inputs());
  }

  private Target target(String function) throws NoSuchMethodException {
    Target known = targets.get(function);
    if (known != null) {
      return known;
    }
    Callable callable = callables.get(function);
    if (callable == null) {
      throw new NoSuchMethodException(
          "this container has no function %s; it has %s".formatted(function, callables.keySet()));
    }
    Target target = Target.of(callable, service);
    targets.put(function, target);
    return target;
  }

  public void cancel(InputKey key) {
    held.cancel(key);
    Run run = running.get(key);
    if (run != null) {
      run.inputs().stream().filter(i -> i.key().equals(key)).forEach(run::cancel);
    }
  }

  public void credit(Credit credit) {
    running.forEach(
        (key, run) -> {
          if (key.getCallId().equals(credit.getCallId())) {
            run.inputs().getFirst().credit().release(credit.getCount());
          }
        });
  }

  /// Inputs whose results have not been handed to the link, those of one batch together.
  public List<List<InputKey>> running() {
    return Stream.concat(
            held.inputs().stream(),
            running.values().stream()
                .distinct()
                .map(Run::unreturned)
                .filter(keys -> !keys.isEmpty()))
        .toList();
  }

  /// From here on inputs that come wait for `resume`. To be called where inputs are dispatched.
  public void hold() {
    held.hold();
  }

  /// Waits for what runs; false when something still does.
  public boolean awaitIdle(Duration longest) throws InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    while (!running.isEmpty() && System.nanoTime() < end) {
      Thread.sleep(1);
    }
    return running.isEmpty();
  }

  /// Starts what was held.
  public void resume() {
    held.release(this::begin, this::cancel);
  }

  /// Whether it takes no more inputs.
  public boolean draining() {
    return draining;
  }

  /// Takes no more inputs and waits for those that run; interrupts the ones left after `grace`.
  public void drain(Duration grace) throws InterruptedException {
    draining = true;
    long end = System.nanoTime() + grace.toNanos();
    while (!running.isEmpty() && System.nanoTime() < end) {
      Thread.sleep(2);
    }
    running.values().forEach(run -> run.inputs().forEach(run::cancel));
  }

  /// Says what has been running for a few milliseconds. Most calls end before, and need no word.
  private boolean reportStarted() {
    long now = System.currentTimeMillis();
    List<InputKey> keys = new ArrayList<>();
    long since = 0;
    for (Input input = unreported.peek(); input != null; input = unreported.peek()) {
      if (!input.returned()) {
        boolean together = keys.isEmpty() || input.startedMillis() == since;
        if (now - input.startedMillis() < REPORTED_AFTER_MILLIS || !together) {
          break;
        }
        since = input.startedMillis();
        keys.add(input.key());
      }
      unreported.remove();
    }
    if (!keys.isEmpty()) {
      link.send(
          FromAgent.newBuilder()
              .setInputsStarted(InputsStarted.newBuilder().addAllInputs(keys).setTimeMillis(since))
              .build());
    }
    return !keys.isEmpty() || !unreported.isEmpty();
  }
}
