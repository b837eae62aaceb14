package dev.carafe.server.actions;

import dev.carafe.model.app.ServiceSpec;
import dev.carafe.model.call.Stage;
import dev.carafe.model.id.CallId;
import dev.carafe.model.id.ContainerId;
import dev.carafe.model.spi.ContainerEngine;
import dev.carafe.model.spi.EngineException;
import dev.carafe.protocol.proto.AgentInput;
import dev.carafe.protocol.proto.CancelInput;
import dev.carafe.protocol.proto.Dispatch;
import dev.carafe.protocol.proto.Drain;
import dev.carafe.protocol.proto.InputKey;
import dev.carafe.protocol.proto.ToAgent;
import dev.carafe.scheduler.core.Action;
import dev.carafe.scheduler.core.Attempt;
import dev.carafe.scheduler.core.Event;
import dev.carafe.scheduler.loop.ActionSink;
import dev.carafe.server.calls.CallTable;
import dev.carafe.server.calls.Timeline;
import dev.carafe.server.containers.Adoptions;
import dev.carafe.server.containers.AgentLink;
import dev.carafe.server.containers.ContainerRecord;
import dev.carafe.server.containers.ContainerStarter;
import dev.carafe.server.containers.Containers;
import dev.carafe.server.containers.Notices;
import dev.carafe.server.deploy.Apps;
import dev.carafe.server.deploy.Pool;
import dev.carafe.server.security.Tokens;
import dev.carafe.volumes.version.VolumeException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries the scheduler's actions out. What is quick (a message to an agent, an ending for a
/// caller) is done at once; what may block goes to a virtual thread of its own.
public final class ActionRunner implements ActionSink {
  private static final Logger log = LoggerFactory.getLogger(ActionRunner.class);

  private final Containers containers;
  private final CallTable calls;
  private final Apps apps;
  private final ContainerStarter starter;
  private final ContainerEngine engine;
  private final Notices notices;
  private final Adoptions adoptions;
  private final Consumer<Event> events;
  private final Executor threads;
  private volatile boolean closing;

  /// All that actions reach.
  public record Reach(
      Containers containers,
      CallTable calls,
      Apps apps,
      ContainerEngine engine,
      Notices notices,
      Adoptions adoptions) {}

  public ActionRunner(
      Reach reach, ContainerStarter starter, Consumer<Event> events, Executor threads) {
    this.containers = reach.containers();
    this.calls = reach.calls();
    this.apps = reach.apps();
    this.engine = reach.engine();
    this.notices = reach.notices();
    this.adoptions = reach.adoptions();
    this.starter = starter;
    this.events = events;
    this.threads = threads;
  }

  /// From here on no container is started: the server is ending.
  public void close() {
    closing = true;
  }

  /// Endings of one call go to its caller together, and inputs for one container to its agent: what
  /// comes and goes together costs one message each.
  @Override
  public void perform(List<Action> actions) {
    if (actions.size() == 1) {
      perform(actions.getFirst());
      return;
    }
    Together<CallId, Action.EndInput> endings = new Together<>();
    Together<ContainerId, Action.Dispatch> dispatches = new Together<>();
    for (Action action : actions) {
      if (action instanceof Action.EndInput end) {
        endings.add(end.input().call(), end);
      } else if (action instanceof Action.Dispatch dispatch && !dispatch.batch()) {
        dispatches.add(dispatch.container(), dispatch);
      } else {
        endings.forEach(calls::end);
        dispatches.forEach(this::dispatch);
        perform(action);
      }
    }
    endings.forEach(calls::end);
    dispatches.forEach(this::dispatch);
  }

  private void perform(Action action) {
    switch (action) {
      case Action.Dispatch a -> dispatch(a.container(), List.of(a));
      case Action.EndInput a -> calls.end(a.input().call(), List.of(a));
      case Action.CancelInput a -> cancel(a.container(), a.attempt(), a.reason());
      case Action.StartContainer a -> start(a);
      case Action.DrainContainer a -> drain(a);
      case Action.KillContainer a -> {
        log.info("container={} is killed: {}", a.container(), a.reason());
        apart(() -> engine.kill(a.container()));
      }
      case Action.RetryInput a ->
          log.info(
              "input={} attempt={} is tried again: {}", a.input(), a.failedAttempt(), a.cause());
      case Action.SwitchPool a -> {
        log.info("pool={} makes way for {}", a.from(), a.to());
        apps.switched(a.from(), a.to());
      }
      case Action.ForgetPool a -> apps.forgotten(a.pool());
    }
  }

  /// Several are never batches: each of their inputs is a run of its own.
  private void dispatch(ContainerId id, List<Action.Dispatch> dispatches) {
    Optional<ContainerRecord> container = containers.running(id);
    AgentLink link = container.map(ContainerRecord::link).orElse(null);
    if (container.isEmpty() || link == null) {
      return; // the link's end is an event of its own, and brings the inputs back
    }
    Dispatch.Builder message = Dispatch.newBuilder().setBatch(dispatches.getFirst().batch());
    for (Action.Dispatch dispatch : dispatches) {
      for (Attempt attempt : dispatch.attempts()) {
        Optional<AgentInput> input =
            calls.dispatch(attempt, container.get(), dispatch.timeoutMillis());
        input.ifPresent(message::addInputs);
      }
    }
    link.send(ToAgent.newBuilder().setDispatch(message).build());
  }

  private void cancel(ContainerId id, Attempt attempt, String reason) {
    send(
        id,
        ToAgent.newBuilder()
            .setCancelInput(
                CancelInput.newBuilder()
                    .setKey(
                        InputKey.newBuilder()
                            .setCallId(attempt.input().call().value())
                            .setIndex(attempt.input().index())
                            .setAttempt(attempt.number()))
                    .setReason(reason))
            .build());
  }

  private boolean send(ContainerId id, ToAgent message) {
    AgentLink link = containers.running(id).map(ContainerRecord::link).orElse(null);
    if (link == null) {
      return false;
    }
    link.send(message);
    return true;
  }

  private void apart(Runnable work) {
    try {
      threads.execute(work);
    } catch (RejectedExecutionException e) {
      log.debug("the server has ended its containers already"); // so nothing is left to do to one
    }
  }

  private void drain(Action.DrainContainer action) {
    log.info("container={} drains: {}", action.container(), action.reason());
    ToAgent drain =
        ToAgent.newBuilder()
            .setDrain(Drain.newBuilder().setGraceMillis(action.graceMillis()))
            .build();
    if (!send(action.container(), drain)) {
      apart(() -> engine.stop(action.container(), Duration.ofMillis(action.graceMillis())));
    }
  }

  private void start(Action.StartContainer action) {
    if (closing) {
      return; // in place of one that the end of the server takes along
    }
    Optional<Pool> pool = apps.pool(action.pool());
    if (pool.isEmpty()) {
      events.accept(new Event.StartFailed(action.container(), "its app is gone"));
      return;
    }
    ContainerRecord container =
        new ContainerRecord(
            action.container(),
            pool.get(),
            action.gpus(),
            Tokens.secret(),
            System.currentTimeMillis());
    container.mark(Stage.PLACED, Timeline.now());
    containers.add(container);
    apart(() -> start(container));
  }

  private void start(ContainerRecord container) {
    ServiceSpec service = container.pool().service();
    try {
      adoptions.remember(container);
      notices.starting(container);
      starter.start(container);
      container.mark(Stage.STARTED, Timeline.now());
      events.accept(new Event.ContainerStarted(container.id()));
    } catch (RuntimeException e) {
      String id = container.id().value();
      if (e instanceof EngineException || e instanceof VolumeException) {
        log.warn("container={} service={} did not start: {}", id, service.name(), e.getMessage());
      } else {
        log.warn("container={} service={} did not start", id, service.name(), e);
      }
      adoptions.forget(container.id());
      containers.ended(container.id(), String.valueOf(e.getMessage()));
      events.accept(new Event.StartFailed(container.id(), String.valueOf(e.getMessage())));
    }
  }
}
