package dev.carafe.server.endpoint;

import dev.carafe.model.id.CallId;
import dev.carafe.protocol.proto.CallAccepted;
import dev.carafe.protocol.proto.CallEnded;
import dev.carafe.protocol.proto.Credit;
import dev.carafe.protocol.proto.GeneratorItem;
import dev.carafe.protocol.proto.InputOutcome;
import dev.carafe.protocol.proto.InputsEnded;
import dev.carafe.protocol.proto.LogLine;
import dev.carafe.protocol.proto.LogLines;
import dev.carafe.protocol.proto.Notice;
import dev.carafe.protocol.proto.Outcome;
import dev.carafe.protocol.proto.Payload;
import dev.carafe.protocol.proto.ServerFrame;
import dev.carafe.protocol.proto.Target;
import dev.carafe.scheduler.core.InputKind;
import dev.carafe.server.calls.Caller;
import dev.carafe.server.deploy.Apps;
import dev.carafe.server.deploy.Resolution;
import io.grpc.stub.StreamObserver;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// One connected client: its targets, its ephemeral apps, and the way back to it. It outlives its
/// stream for a moment, so that a client may come back.
final class Session implements Caller {
  final String id;
  private final Apps apps;
  private final Outbox<ServerFrame> outbox = new Outbox<>();
  private final Map<Integer, Declared> targets = new ConcurrentHashMap<>();
  private final Map<String, String> instances = new ConcurrentHashMap<>();
  private final AtomicLong stream = new AtomicLong();
  private final Told told = new Told();

  private record Declared(Target target, Resolution resolution, long atChange) {}

  Session(String id, Apps apps) {
    this.id = id;
    this.apps = apps;
  }

  /// Takes a stream, in place of one before; the number tells streams apart.
  long open(StreamObserver<ServerFrame> opened) {
    outbox.open(opened);
    return stream.incrementAndGet();
  }

  boolean isCurrent(long number) {
    return stream.get() == number;
  }

  void broken(StreamObserver<ServerFrame> gone) {
    outbox.broken(gone);
  }

  void end() {
    outbox.complete();
  }

  /// Within this session, an app's name means this instance.
  void owns(String app, String instance) {
    instances.put(app, instance);
  }

  Collection<String> ownInstances() {
    return instances.values();
  }

  String instanceOf(String app) {
    return instances.getOrDefault(app, app);
  }

  Resolution declare(int number, Target target) {
    long at = apps.changes();
    Resolution resolution = apps.resolve(instanceOf(target.getApp()), target);
    targets.put(number, new Declared(target, resolution, at));
    return resolution;
  }

  /// Where a declared target leads now; looked up again only when something was deployed meanwhile.
  Resolution resolve(int number) {
    Declared declared = declared(number);
    return declared.atChange() == apps.changes()
        ? declared.resolution()
        : declare(number, declared.target());
  }

  Target target(int number) {
    return declared(number).target();
  }

  private Declared declared(int number) {
    Declared declared = targets.get(number);
    if (declared == null) {
      throw new IllegalArgumentException("target %d was not declared".formatted(number));
    }
    return declared;
  }

  void send(ServerFrame frame) {
    outbox.send(frame);
  }

  @Override
  public void inputsEnded(CallId call, List<InputOutcome> outcomes) {
    told.add(call, outcomes);
    send(inputsFrame(call, outcomes));
  }

  private static ServerFrame inputsFrame(CallId call, List<InputOutcome> outcomes) {
    return ServerFrame.newBuilder()
        .setInputsEnded(InputsEnded.newBuilder().setCallId(call.value()).addAllInputs(outcomes))
        .build();
  }

  /// Says it again, or that it cannot be said any more.
  @Override
  public void endedBefore(CallId call, long index, InputKind kind) {
    Outcome outcome = told.find(call, index);
    send(
        kind == InputKind.GENERATOR
            ? callFrame(call, outcome)
            : inputsFrame(
                call,
                List.of(InputOutcome.newBuilder().setIndex(index).setOutcome(outcome).build())));
  }

  @Override
  public void item(CallId call, long sequence, Payload item) {
    send(
        ServerFrame.newBuilder()
            .setGeneratorItem(
                GeneratorItem.newBuilder()
                    .setCallId(call.value())
                    .setSequence(sequence)
                    .setItem(item))
            .build());
  }

  @Override
  public void callEnded(CallId call, Outcome outcome) {
    told.add(call, List.of(InputOutcome.newBuilder().setOutcome(outcome).build()));
    send(callFrame(call, outcome));
  }

  private static ServerFrame callFrame(CallId call, Outcome outcome) {
    return ServerFrame.newBuilder()
        .setCallEnded(CallEnded.newBuilder().setCallId(call.value()).setOutcome(outcome))
        .build();
  }

  @Override
  public void accepted(CallId call) {
    send(
        ServerFrame.newBuilder()
            .setCallAccepted(CallAccepted.newBuilder().setCallId(call.value()))
            .build());
  }

  @Override
  public void credit(CallId call, int count) {
    send(
        ServerFrame.newBuilder()
            .setCredit(Credit.newBuilder().setCallId(call.value()).setCount(count))
            .build());
  }

  void lines(List<LogLine> lines) {
    send(ServerFrame.newBuilder().setLogLines(LogLines.newBuilder().addAllLines(lines)).build());
  }

  void notice(String text) {
    send(ServerFrame.newBuilder().setNotice(Notice.newBuilder().setText(text)).build());
  }
}
