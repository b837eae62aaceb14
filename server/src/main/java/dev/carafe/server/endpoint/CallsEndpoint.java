package dev.carafe.server.endpoint;

import dev.carafe.model.app.FunctionSpec;
import dev.carafe.model.call.CallOutcome;
import dev.carafe.model.id.CallId;
import dev.carafe.model.id.ContainerId;
import dev.carafe.protocol.proto.CallsGrpc;
import dev.carafe.protocol.proto.ClientFrame;
import dev.carafe.protocol.proto.Credit;
import dev.carafe.protocol.proto.DeclareTarget;
import dev.carafe.protocol.proto.InputOutcome;
import dev.carafe.protocol.proto.MapInputs;
import dev.carafe.protocol.proto.OpenCall;
import dev.carafe.protocol.proto.OpenSession;
import dev.carafe.protocol.proto.Outcome;
import dev.carafe.protocol.proto.ServerFrame;
import dev.carafe.protocol.proto.SessionOpened;
import dev.carafe.protocol.proto.TargetDeclared;
import dev.carafe.protocol.proto.TargetRefused;
import dev.carafe.protocol.proto.ToAgent;
import dev.carafe.protocol.wire.ModelJson;
import dev.carafe.protocol.wire.Wire;
import dev.carafe.scheduler.core.InputKind;
import dev.carafe.server.ServerVersion;
import dev.carafe.server.calls.CallTable;
import dev.carafe.server.containers.AgentLink;
import dev.carafe.server.containers.ContainerRecord;
import dev.carafe.server.containers.Containers;
import dev.carafe.server.deploy.Resolution;
import dev.carafe.server.refusal.Refusal;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Calls: one long stream per client, handled on the transport's thread, so nothing here blocks.
public final class CallsEndpoint extends CallsGrpc.CallsImplBase {
  private static final Logger log = LoggerFactory.getLogger(CallsEndpoint.class);

  /// Inputs of one map on their way at once.
  private static final int MAP_WINDOW = 1_000;

  private final Sessions sessions;
  private final CallTable calls;
  private final Containers containers;
  private final ScheduledExecutorService timer;

  public CallsEndpoint(
      Sessions sessions, CallTable calls, Containers containers, ScheduledExecutorService timer) {
    this.sessions = sessions;
    this.calls = calls;
    this.containers = containers;
    this.timer = timer;
  }

  @Override
  public StreamObserver<ClientFrame> open(StreamObserver<ServerFrame> out) {
    return new Stream(out);
  }

  private final class Stream implements StreamObserver<ClientFrame> {
    private final StreamObserver<ServerFrame> out;
    private @Nullable Session session;
    private long number;

    Stream(StreamObserver<ServerFrame> out) {
      this.out = out;
    }

    @Override
    public void onNext(ClientFrame frame) {
      if (session == null) {
        if (frame.hasOpenSession()) {
          session = opened(frame.getOpenSession());
        } else {
          out.onError(
              Status.INVALID_ARGUMENT
                  .withDescription("the first frame opens a session")
                  .asRuntimeException());
        }
        return;
      }
      try {
        handle(session, frame);
      } catch (RuntimeException e) {
        log.warn("session={} sent a frame that failed", session.id, e);
        sessions.end(session);
      }
    }

    private Session opened(OpenSession message) {
      Session opened = sessions.open(message.getSessionId());
      number = opened.open(out);
      if (!message.getContainer().isEmpty()) {
        containers
            .running(new ContainerId(message.getContainer()))
            .map(c -> c.pool().app())
            .ifPresent(app -> opened.owns(app.name(), app.instance()));
      }
      opened.send(
          ServerFrame.newBuilder()
              .setSessionOpened(SessionOpened.newBuilder().setServerVersion(ServerVersion.TEXT))
              .build());
      return opened;
    }

    @Override
    public void onError(Throwable broken) {
      if (session != null) {
        session.broken(out);
        sessions.away(session, number);
      }
    }

    @Override
    public void onCompleted() {
      if (session != null && session.isCurrent(number)) {
        sessions.end(session);
      }
    }
  }

  private void handle(Session session, ClientFrame frame) {
    switch (frame.getKindCase()) {
      case OPEN_CALL -> openCall(session, frame.getOpenCall());
      case MAP_INPUTS -> mapInputs(session, frame.getMapInputs());
      case DECLARE_TARGET -> declare(session, frame.getDeclareTarget());
      case CANCEL_CALL ->
          calls.cancel(
              new CallId(frame.getCancelCall().getCallId()), frame.getCancelCall().getReason());
      case ATTACH_CALL ->
          Thread.startVirtualThread(
              () -> calls.attach(new CallId(frame.getAttachCall().getCallId()), session));
      case CREDIT -> credit(frame.getCredit());
      case HEARTBEAT, OPEN_SESSION, KIND_NOT_SET -> {}
    }
  }

  private void declare(Session session, DeclareTarget message) {
    try {
      Resolution resolution = session.declare(message.getTarget(), message.getFunction());
      FunctionSpec function = resolution.function();
      session.send(
          ServerFrame.newBuilder()
              .setTargetDeclared(
                  TargetDeclared.newBuilder()
                      .setTarget(message.getTarget())
                      .setFunction(function.name())
                      .setSignature(function.signature())
                      .setSpecJson(ModelJson.write(function))
                      .setVersion(resolution.pool().app().version()))
              .build());
    } catch (Refusal e) {
      session.send(
          ServerFrame.newBuilder()
              .setTargetRefused(
                  TargetRefused.newBuilder().setTarget(message.getTarget()).setReason(rejected(e)))
              .build());
    }
  }

  private static Outcome.Rejected rejected(Refusal refusal) {
    return Wire.rejected(new CallOutcome.Rejected(refusal.code(), refusal.reason()));
  }

  private void openCall(Session session, OpenCall message) {
    CallId id = new CallId(message.getCallId());
    Resolution to;
    try {
      to = session.resolve(message.getTarget());
    } catch (Refusal e) {
      refuse(session, id, message, e);
      return;
    }
    if (!message.getParentCall().isEmpty()) {
      calls.adopt(new CallId(message.getParentCall()), id);
    }
    switch (message.getKind()) {
      case CALL_KIND_REMOTE ->
          calls.open(
              id, InputKind.REMOTE, to.pool(), to.function(), message.getInput(), 0, session);
      case CALL_KIND_GENERATOR ->
          calls.open(
              id,
              InputKind.GENERATOR,
              to.pool(),
              to.function(),
              message.getInput(),
              message.getCredit(),
              session);
      case CALL_KIND_SPAWN ->
          calls.spawn(
              id,
              session.target(message.getTarget()),
              to.pool(),
              to.function(),
              message.getInput(),
              session);
      case CALL_KIND_MAP -> {
        calls.openMap(id, to.pool(), to.function(), session);
        session.credit(id, MAP_WINDOW);
      }
      case UNRECOGNIZED ->
          throw new IllegalArgumentException("a kind of call this server does not know");
    }
    if (message.getDeadlineMillis() > 0) {
      var _ =
          timer.schedule(
              () -> calls.cancel(id, "the deadline of the call that made it passed"),
              message.getDeadlineMillis(),
              TimeUnit.MILLISECONDS);
    }
  }

  private static void refuse(Session session, CallId id, OpenCall message, Refusal refusal) {
    Outcome outcome = Outcome.newBuilder().setRejected(rejected(refusal)).build();
    switch (message.getKind()) {
      case CALL_KIND_REMOTE, CALL_KIND_SPAWN ->
          session.inputsEnded(id, List.of(InputOutcome.newBuilder().setOutcome(outcome).build()));
      case CALL_KIND_MAP, CALL_KIND_GENERATOR, UNRECOGNIZED -> session.callEnded(id, outcome);
    }
  }

  private void mapInputs(Session session, MapInputs message) {
    calls.mapInputs(
        new CallId(message.getCallId()),
        message.getFirstIndex(),
        message.getInputsList(),
        message.getLast(),
        session);
  }

  private void credit(Credit credit) {
    Optional<ContainerRecord> runs =
        calls.credit(new CallId(credit.getCallId()), credit.getCount());
    AgentLink link = runs.map(ContainerRecord::link).orElse(null);
    if (link != null) {
      link.send(ToAgent.newBuilder().setCredit(credit).build());
    }
  }
}
