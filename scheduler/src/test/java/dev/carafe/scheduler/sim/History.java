package dev.carafe.scheduler.sim;

import dev.carafe.model.app.GpuRequest;
import dev.carafe.model.id.NodeId;
import dev.carafe.scheduler.core.Action;
import dev.carafe.scheduler.core.Event;
import dev.carafe.scheduler.core.Gpu;
import dev.carafe.scheduler.core.NodeSpec;
import dev.carafe.scheduler.core.Scheduler;
import dev.carafe.scheduler.core.Settings;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// One simulated history: a few minutes of calls, deploys and faults drawn from a seed, then peace,
/// in which everything has to end. Its clock, engine, agents and callers are simulated; the
/// scheduler is the real one.
final class History {
  private static final long TROUBLE_MILLIS = 40_000;
  private static final long PEACE_MILLIS = 3_600_000;
  private static final int MOST_STEPS = 100_000;
  private static final boolean EVERY_STEP = Boolean.getBoolean("carafe.audit");
  private static final Settings SETTINGS = Settings.DEFAULT;

  /// What a scheduler was told and answered; `scheduler` counts the server's starts.
  record Step(int scheduler, long at, Event event, List<Action> actions) {}

  final SimulatedCluster cluster = new SimulatedCluster(this);
  final SimulatedCallers callers = new SimulatedCallers(this);
  final SimulatedDeployments deployments = new SimulatedDeployments(this);
  final List<Step> steps = new ArrayList<>();
  final List<Long> schedulerSeeds = new ArrayList<>();
  private final Checks checks = new Checks(this);
  private final Agenda agenda = new Agenda();
  private final Random random;
  private final ArrayDeque<Event> inbox = new ArrayDeque<>();
  private boolean deciding;
  private boolean trouble = true;
  boolean serverUp = true;
  long now = 1_000_000;
  Scheduler scheduler;

  History(long seed) {
    random = new Random(seed);
    scheduler = newScheduler();
  }

  private Scheduler newScheduler() {
    long seed = random.nextLong();
    schedulerSeeds.add(seed);
    return new Scheduler(SETTINGS, seed);
  }

  void run() {
    int nodes = 1 + (int) upTo(2);
    for (int i = 0; i < nodes; i++) {
      var gpus = new ArrayList<Gpu>();
      for (int g = 0; g < upTo(4); g++) {
        gpus.add(new Gpu(String.valueOf(g), pick("H100", "L4"), 80L << 30));
      }
      cluster.nodes.put(new NodeId("n" + i), new NodeSpec(2 + upTo(6), 16L << 30, gpus, Map.of()));
    }
    for (int i = 0; i <= upTo(2); i++) {
      deployments.first("app" + i);
    }
    List.copyOf(cluster.nodes.keySet()).forEach(cluster::joinNode);
    long end = now + TROUBLE_MILLIS;
    agenda.add(now, this::nextHappening);
    until(end);
    makePeace();
    until(end + PEACE_MILLIS);
    if (callers.open() > 0) {
      throw new Violation(callers.openOnes() + " never ended: " + scheduler.snapshot(now));
    }
    deployments.families().forEach(deployments::stop);
    until(end + 2 * PEACE_MILLIS);
    var left = scheduler.snapshot(now);
    if (!left.containers().isEmpty() || !left.pools().isEmpty() || left.inputs() > 0) {
      throw new Violation("after everything was stopped there is still " + left);
    }
    if (!cluster.containers.isEmpty()) {
      throw new Violation("processes left behind: " + cluster.containers.keySet());
    }
  }

  /// Counts the server's starts.
  int server() {
    return schedulerSeeds.size();
  }

  private void until(long end) {
    while (true) {
      long wake = serverUp ? scheduler.nextWake() : Long.MAX_VALUE;
      long next = Math.min(wake, agenda.next());
      if (next > end) {
        now = end;
        return;
      }
      now = Math.max(now, next);
      if (steps.size() > MOST_STEPS) {
        throw new Violation("does not come to rest");
      }
      if (agenda.next() <= now) {
        agenda.runNext();
      } else {
        send(new Event.Tick());
      }
    }
  }

  private void nextHappening() {
    if (!trouble) {
      return;
    }
    String family = pick(deployments.families().toArray(String[]::new));
    int what = random.nextInt(100);
    if (what < 75) {
      for (int i = 0; i <= (chance(0.2) ? upTo(6) : 0); i++) {
        if (serverUp) {
          callers.call(family);
        }
      }
    } else if (what < 79) {
      whenUp(() -> deployments.redeploy(family));
    } else if (what < 81) {
      whenUp(() -> deployments.rescale(family));
    } else if (what < 84) {
      whenUp(this::stopOne);
    } else if (what < 86) {
      whenUp(() -> cluster.prestart(deployments.kind(family)));
    } else if (what < 89) {
      anyContainer(cluster::breakLink);
    } else if (what < 94) {
      anyContainer(c -> cluster.die(c, "simulated: out of memory"));
    } else if (what < 96) {
      whenUp(() -> cluster.loseNode(pick(cluster.nodes.keySet().toArray(NodeId[]::new))));
    } else if (what < 98) {
      whenUp(this::crashServer);
    } else {
      whenUp(this::buildWithGpu);
    }
    in(upTo(2_000), this::nextHappening);
  }

  private void whenUp(Runnable what) {
    if (serverUp) {
      what.run();
    }
  }

  private void stopOne() {
    anyContainer(c -> send(new Event.StopRequested(c.id, "simulated: asked to")));
  }

  private void anyContainer(java.util.function.Consumer<SimulatedContainer> what) {
    List<SimulatedContainer> all = List.copyOf(cluster.containers.values());
    if (!all.isEmpty()) {
      what.accept(all.get(random.nextInt(all.size())));
    }
  }

  /// A step of an image, which ends with the server.
  private void buildWithGpu() {
    var step = new dev.carafe.model.id.ContainerId("build-" + steps.size());
    send(
        new Event.GpusBorrowed(step, List.of(GpuRequest.parse("H100"), GpuRequest.parse("any:2"))));
    in(upTo(30_000), () -> send(new Event.GpusReturned(step)));
  }

  private void crashServer() {
    serverUp = false;
    inbox.clear();
    cluster.serverLost();
    callers.serverLost();
    in(upTo(20_000), this::restartServer);
  }

  private void restartServer() {
    if (serverUp) {
      return;
    }
    scheduler = newScheduler();
    serverUp = true;
    deployments.declareAgain();
    callers.resendSpawned();
    send(new Event.NodesExpected(List.copyOf(cluster.nodes.keySet())));
    List.copyOf(cluster.nodes.keySet()).forEach(cluster::joinNode);
    callers.resendOthersSoon();
  }

  private void makePeace() {
    trouble = false;
    restartServer();
    deployments.mend();
    List.copyOf(cluster.nodes.keySet()).forEach(cluster::joinNode);
    List.copyOf(cluster.containers.values()).forEach(cluster::comeBack);
  }

  /// Tells the scheduler, if the server is up, and does what it says. Some things are told twice.
  void send(Event event) {
    if (!serverUp) {
      return;
    }
    if (trouble && chance(0.03) && mayRepeat(event)) {
      in(upTo(3_000), () -> repeat(event));
    }
    inbox.add(event);
    if (deciding) {
      return;
    }
    deciding = true;
    while (!inbox.isEmpty()) {
      decide(inbox.remove());
    }
    deciding = false;
  }

  private void decide(Event event) {
    if (event instanceof Event.ContainerReady e) {
      knownReady(e.container());
    } else if (event instanceof Event.AgentReattached e && e.ready()) {
      knownReady(e.container());
    }
    if (event instanceof Event.AgentReattached e) {
      e.runs().forEach(r -> r.forEach(a -> callers.reported(a.input())));
    }
    List<Action> actions = scheduler.decide(now, event);
    steps.add(new Step(schedulerSeeds.size() - 1, now, event, actions));
    for (Action action : actions) {
      perform(action);
    }
    if (steps.size() % 8 == 0 || EVERY_STEP) {
      checks.settled();
    }
    if (steps.size() % 16 == 0) {
      checks.rows();
    }
  }

  private void knownReady(dev.carafe.model.id.ContainerId id) {
    SimulatedContainer container = cluster.containers.get(id);
    if (container != null) {
      container.knownReady = true;
    }
  }

  private void perform(Action action) {
    switch (action) {
      case Action.StartContainer a -> {
        checks.starting(a);
        cluster.start(a);
      }
      case Action.Dispatch a -> {
        checks.dispatching(a);
        cluster.dispatch(a);
      }
      case Action.DrainContainer a -> cluster.drain(a);
      case Action.KillContainer a -> cluster.kill(a);
      case Action.CancelInput a -> cluster.interrupt(a);
      case Action.EndInput a -> callers.ended(a);
      case Action.SwitchPool a -> deployments.switched(a);
      case Action.RetryInput _, Action.ForgetPool _ -> {}
    }
  }

  private static boolean mayRepeat(Event event) {
    return switch (event) {
      case Event.ContainerStarted _,
          Event.AgentAttached _,
          Event.ContainerReady _,
          Event.EnterFailed _,
          Event.StartFailed _,
          Event.ContainerExited _,
          Event.InputsStarted _,
          Event.InputsReturned _,
          Event.InputsCancelled _,
          Event.InputsArrived _,
          Event.PoolDeclared _,
          Event.StopRequested _,
          Event.SpareEnded _,
          Event.GpusReturned _ ->
          true;
      case Event.NodeJoined _,
          Event.NodeLost _,
          Event.NodesExpected _,
          Event.PoolScaled _,
          Event.PoolRetired _,
          Event.ContainerPulling _,
          Event.SpareWaits _,
          Event.GpusBorrowed _,
          Event.AgentLost _,
          Event.AgentReattached _,
          Event.Tick _ ->
          false;
    };
  }

  /// The shell knows which calls have ended and which pools are gone; it repeats those events in
  /// vain no more.
  private void repeat(Event event) {
    switch (event) {
      case Event.InputsArrived e -> {
        if (e.count() == 1
            && callers.isOpen(new dev.carafe.model.id.InputId(e.call(), e.firstIndex()))) {
          send(
              new Event.InputsArrived(
                  deployments.current(deployments.spec(e.pool()).family()),
                  e.function(),
                  e.call(),
                  e.firstIndex(),
                  1,
                  e.kind()));
        }
      }
      case Event.PoolDeclared e -> {
        if (scheduler.snapshot(now).pools().stream().anyMatch(p -> p.pool().equals(e.pool()))) {
          send(event);
        }
      }
      default -> send(event);
    }
  }

  void in(long delay, Runnable what) {
    agenda.add(now + delay, what);
  }

  long upTo(long most) {
    return most <= 0 ? 0 : random.nextLong(most + 1);
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /// Chance while there is trouble, never after.
  boolean fault(double probability) {
    return trouble && chance(probability);
  }

  @SafeVarargs
  final <T> T pick(T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  String story() {
    var text = new StringBuilder();
    steps.forEach(
        s ->
            text.append(
                "%d %d %s%n    -> %s%n".formatted(s.scheduler(), s.at(), s.event(), s.actions())));
    return text.toString();
  }
}
