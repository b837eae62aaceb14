package dev.carafe.server.endpoint;

import dev.carafe.model.call.Stage;
import dev.carafe.model.id.CallId;
import dev.carafe.model.id.ContainerId;
import dev.carafe.protocol.proto.AgentsGrpc;
import dev.carafe.protocol.proto.Attached;
import dev.carafe.protocol.proto.FromAgent;
import dev.carafe.protocol.proto.GeneratorItem;
import dev.carafe.protocol.proto.Hello;
import dev.carafe.protocol.proto.Lifecycle;
import dev.carafe.protocol.proto.ToAgent;
import dev.carafe.protocol.wire.Wire;
import dev.carafe.scheduler.core.Attempt;
import dev.carafe.scheduler.core.Event;
import dev.carafe.server.calls.CallTable;
import dev.carafe.server.calls.Timeline;
import dev.carafe.server.containers.Adoptions;
import dev.carafe.server.containers.AgentLink;
import dev.carafe.server.containers.CodeSwaps;
import dev.carafe.server.containers.ContainerLogs;
import dev.carafe.server.containers.ContainerRecord;
import dev.carafe.server.containers.ContainerVolumes;
import dev.carafe.server.containers.Containers;
import dev.carafe.server.security.Tokens;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The links of containers, handled on the transport's thread, so nothing here blocks.
public final class AgentsEndpoint extends AgentsGrpc.AgentsImplBase {
  private static final Logger log = LoggerFactory.getLogger(AgentsEndpoint.class);

  private final Containers containers;
  private final CallTable calls;
  private final ContainerLogs logs;
  private final ContainerVolumes volumes;
  private final CodeSwaps swaps;
  private final Adoptions adoptions;
  private final Consumer<Event> events;
  private final Executor threads;

  public AgentsEndpoint(
      Containers containers,
      CallTable calls,
      ContainerLogs logs,
      ContainerVolumes volumes,
      CodeSwaps swaps,
      Adoptions adoptions,
      Consumer<Event> events,
      Executor threads) {
    this.containers = containers;
    this.calls = calls;
    this.logs = logs;
    this.volumes = volumes;
    this.swaps = swaps;
    this.adoptions = adoptions;
    this.events = events;
    this.threads = threads;
  }

  @Override
  public StreamObserver<FromAgent> attach(StreamObserver<ToAgent> out) {
    return new Link(out);
  }

  private final class Link implements StreamObserver<FromAgent>, AgentLink {
    private final StreamObserver<ToAgent> out;
    private final Outbox<ToAgent> outbox = new Outbox<>();
    private @Nullable ContainerRecord container;

    Link(StreamObserver<ToAgent> out) {
      this.out = out;
      outbox.open(out);
    }

    @Override
    public void onNext(FromAgent message) {
      if (container == null) {
        hello(message.getHello());
      } else {
        handle(container, this, message);
      }
    }

    private void hello(Hello hello) {
      Optional<ContainerRecord> known =
          hello.getContainer().isEmpty()
              ? Optional.empty()
              : containers.running(new ContainerId(hello.getContainer()));
      if (known.isEmpty() || !Tokens.same(known.get().token(), hello.getToken())) {
        out.onError(
            Status.UNAUTHENTICATED
                .withDescription(
                    "container %s is not expected, or shows the wrong token"
                        .formatted(hello.getContainer()))
                .asRuntimeException());
        return;
      }
      ContainerRecord attaching = known.get();
      container = attaching;
      boolean again = attaching.wasAttached();
      attaching.nextToken(Tokens.secret());
      attaching.attached(this);
      send(
          ToAgent.newBuilder()
              .setAttached(Attached.newBuilder().setNextToken(attaching.token()))
              .build());
      attaching.sendWaiting();
      threads.execute(() -> adoptions.remember(attaching));
      if (again) {
        log.info("container={} attached again", attaching.id());
        events.accept(
            new Event.AgentReattached(
                attaching.id(), hello.getReady(), hello.getDraining(), runs(hello)));
      } else {
        attaching.mark(Stage.ATTACHED, Timeline.now());
        events.accept(new Event.AgentAttached(attaching.id()));
      }
    }

    private static List<List<Attempt>> runs(Hello hello) {
      List<List<Attempt>> runs = new ArrayList<>();
      hello.getRunningList().forEach(key -> runs.add(List.of(CallTable.attempt(key))));
      hello
          .getBatchesList()
          .forEach(b -> runs.add(b.getInputsList().stream().map(CallTable::attempt).toList()));
      return runs;
    }

    @Override
    public void onError(Throwable broken) {
      lost();
    }

    @Override
    public void onCompleted() {
      outbox.complete();
      lost();
    }

    private void lost() {
      ContainerRecord was = container;
      outbox.broken(out);
      if (was != null && was.detached(this) && !was.exited()) {
        events.accept(new Event.AgentLost(was.id()));
      }
    }

    @Override
    public void send(ToAgent message) {
      outbox.send(message);
    }

    @Override
    public void close() {
      outbox.complete();
    }
  }

  private void handle(ContainerRecord container, Link link, FromAgent message) {
    switch (message.getKindCase()) {
      case INPUTS_RETURNED ->
          calls.returned(container, message.getInputsReturned().getInputsList());
      case INPUTS_STARTED ->
          calls.started(
              container,
              message.getInputsStarted().getInputsList(),
              message.getInputsStarted().getTimeMillis() * 1_000);
      case LOG_LINES -> logs.add(container, message.getLogLines().getLinesList());
      case REDEFINED -> swaps.answered(container, message.getRedefined());
      case LIFECYCLE -> lifecycle(container, message.getLifecycle());
      case GENERATOR_ITEM -> {
        GeneratorItem item = message.getGeneratorItem();
        calls.item(new CallId(item.getCallId()), item.getSequence(), item.getItem());
      }
      case VOLUME_REQUEST ->
          threads.execute(
              () ->
                  link.send(
                      ToAgent.newBuilder()
                          .setVolumeReply(
                              volumes.answer(container.id(), message.getVolumeRequest()))
                          .build()));
      case HELLO, HEARTBEAT, KIND_NOT_SET -> {}
    }
  }

  private void lifecycle(ContainerRecord container, Lifecycle lifecycle) {
    switch (lifecycle.getEvent()) {
      case EVENT_LOADED -> container.mark(Stage.LOADED, Timeline.now());
      case EVENT_READY -> {
        container.mark(Stage.ENTERED, Timeline.now());
        log.info(
            "container={} service={} ready", container.id(), container.pool().service().name());
        events.accept(new Event.ContainerReady(container.id()));
        if (container.pool().app().developed()) {
          swaps.prepare(container);
        }
      }
      case EVENT_ENTER_FAILED -> {
        container.enterFailed(lifecycle.getFailure());
        String headline = Wire.failure(lifecycle.getFailure()).headline();
        log.warn("container={} @Enter failed: {}", container.id(), headline);
        events.accept(new Event.EnterFailed(container.id(), headline));
      }
      case EVENT_EXITED -> {
        container.markExited();
        if (lifecycle.hasFailure()) {
          log.warn(
              "container={} @Exit failed: {}",
              container.id(),
              Wire.failure(lifecycle.getFailure()).headline());
        }
      }
      case EVENT_UNSPECIFIED, UNRECOGNIZED -> {}
    }
  }
}
