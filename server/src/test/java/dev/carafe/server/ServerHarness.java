package dev.carafe.server;

import com.google.inject.AbstractModule;
import com.google.protobuf.ByteString;
import dev.carafe.model.app.AppSpec;
import dev.carafe.model.app.ArgumentSpec;
import dev.carafe.model.app.Concurrency;
import dev.carafe.model.app.ContainerPolicy;
import dev.carafe.model.app.DeploymentSpec;
import dev.carafe.model.app.FunctionSpec;
import dev.carafe.model.app.ParameterSpec;
import dev.carafe.model.app.Resources;
import dev.carafe.model.app.RetryPolicy;
import dev.carafe.model.app.Scaling;
import dev.carafe.model.app.ServiceSpec;
import dev.carafe.model.app.Timeouts;
import dev.carafe.model.spi.ContainerEngine;
import dev.carafe.model.spi.ImageEngine;
import dev.carafe.protocol.proto.CallKind;
import dev.carafe.protocol.proto.CallsGrpc;
import dev.carafe.protocol.proto.ClientFrame;
import dev.carafe.protocol.proto.ControlGrpc;
import dev.carafe.protocol.proto.DeclareTarget;
import dev.carafe.protocol.proto.DeployEvent;
import dev.carafe.protocol.proto.DeployRequest;
import dev.carafe.protocol.proto.OpenCall;
import dev.carafe.protocol.proto.OpenSession;
import dev.carafe.protocol.proto.Payload;
import dev.carafe.protocol.proto.ServerFrame;
import dev.carafe.protocol.proto.Target;
import dev.carafe.protocol.wire.ModelJson;
import dev.carafe.server.wiring.ServerParts;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// A whole server on a free port, with a fake engine, and a bare client of its protocol.
final class ServerHarness implements AutoCloseable {
  private static final long SECONDS = 20;

  final FakeEngine engine;
  final ServerParts parts;
  final ManagedChannel channel;
  final ControlGrpc.ControlBlockingStub control;

  ServerHarness(Path dataDir, FakeAgent.Behaviour behaviour) {
    engine = new FakeEngine(behaviour);
    parts =
        ServerParts.start(
            new ServerOptions(
                dataDir, "process", "127.0.0.1:0", List.of(), List.of(Path.of("agent.jar"))),
            new AbstractModule() {
              @Override
              protected void configure() {
                bind(ContainerEngine.class).toInstance(engine);
                bind(ImageEngine.class).toInstance(engine);
              }
            });
    channel = NettyChannelBuilder.forTarget(parts.address()).usePlaintext().build();
    control = ControlGrpc.newBlockingStub(channel);
  }

  static FakeAgent.Behaviour behaviour(Function<String, String> work) {
    return input -> text(work.apply(input.getArguments().getInline().toStringUtf8()));
  }

  static Payload text(String text) {
    return Payload.newBuilder().setInline(ByteString.copyFromUtf8(text)).build();
  }

  /// App `demo` with the class `Echo`, its method `Echo.say(String)`, and a parameter `voice`.
  static AppSpec demo(Scaling scaling, RetryPolicy retries, String resultType) {
    FunctionSpec say =
        new FunctionSpec(
            "Echo.say",
            "say",
            "(Ljava/lang/String;)Ljava/lang/String;",
            false,
            List.of(new ArgumentSpec("text", "java.lang.String", Optional.empty())),
            resultType,
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    ServiceSpec echo =
        new ServiceSpec(
            "Echo",
            ServiceSpec.Kind.CLS,
            "demo.Echo",
            List.of(
                new ParameterSpec(
                    "demo.Echo",
                    "voice",
                    ParameterSpec.Type.STRING,
                    "java.lang.String",
                    List.of(),
                    Optional.of("low"))),
            List.of(),
            List.of(),
            List.of(say),
            new Resources(
                0.125,
                OptionalDouble.empty(),
                1 << 20,
                OptionalLong.empty(),
                OptionalLong.empty(),
                List.of()),
            scaling,
            new Concurrency(4, 4),
            new Timeouts(Duration.ofSeconds(60), Duration.ofSeconds(60)),
            retries,
            "",
            List.of(),
            List.of(),
            List.of(),
            Map.of(),
            ContainerPolicy.DEFAULT);
    return new AppSpec("demo", List.of(echo), List.of());
  }

  static AppSpec demo() {
    return demo(new Scaling(0, 2, 0, Duration.ofSeconds(60)), RetryPolicy.NONE, "java.lang.String");
  }

  /// What a deploy warns of.
  List<String> warnings(String deploymentJson) {
    Iterator<DeployEvent> events =
        control.deploy(DeployRequest.newBuilder().setDeploymentJson(deploymentJson).build());
    List<String> warnings = new ArrayList<>();
    events.forEachRemaining(
        event -> {
          if (event.hasWarning()) {
            warnings.add(event.getWarning());
          }
        });
    return warnings;
  }

  DeployEvent deploy(AppSpec app) {
    return deployFor("", app);
  }

  /// Deploys for as long as a session lasts.
  DeployEvent deployFor(String session, AppSpec app) {
    Iterator<DeployEvent> events =
        control.deploy(
            DeployRequest.newBuilder()
                .setDeploymentJson(ModelJson.write(new DeploymentSpec(app, List.of(), List.of())))
                .setEphemeralSession(session)
                .build());
    DeployEvent last = events.next();
    while (events.hasNext()) {
      last = events.next();
    }
    return last;
  }

  Client client(String session) {
    return new Client(session);
  }

  /// One stream of calls; frames are read in order.
  final class Client implements StreamObserver<ServerFrame> {
    private final BlockingQueue<ServerFrame> frames = new LinkedBlockingQueue<>();
    private final StreamObserver<ClientFrame> out;

    Client(String session) {
      out = CallsGrpc.newStub(channel).open(this);
      send(ClientFrame.newBuilder().setOpenSession(OpenSession.newBuilder().setSessionId(session)));
      next(ServerFrame.KindCase.SESSION_OPENED);
    }

    void send(ClientFrame.Builder frame) {
      out.onNext(frame.build());
    }

    ServerFrame declare(int number, Target.Builder target) {
      send(
          ClientFrame.newBuilder()
              .setDeclareTarget(DeclareTarget.newBuilder().setTarget(number).setFunction(target)));
      return next(ServerFrame.KindCase.TARGET_DECLARED, ServerFrame.KindCase.TARGET_REFUSED);
    }

    void call(String id, CallKind kind, String text) {
      send(
          ClientFrame.newBuilder()
              .setOpenCall(
                  OpenCall.newBuilder()
                      .setCallId(id)
                      .setTarget(1)
                      .setKind(kind)
                      .setInput(text(text))));
    }

    /// The next frame of one of these kinds; others are passed over.
    ServerFrame next(ServerFrame.KindCase... kinds) {
      try {
        while (true) {
          ServerFrame frame = frames.poll(SECONDS, TimeUnit.SECONDS);
          if (frame == null) {
            throw new AssertionError("no frame came of kind " + List.of(kinds));
          }
          if (List.of(kinds).contains(frame.getKindCase())) {
            return frame;
          }
        }
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    void hangUp() {
      out.onCompleted();
    }

    void die() {
      out.onError(new RuntimeException("the client process was killed"));
    }

    @Override
    public void onNext(ServerFrame frame) {
      frames.add(frame);
    }

    @Override
    public void onError(Throwable t) {}

    @Override
    public void onCompleted() {}
  }

  static Target.Builder say() {
    return Target.newBuilder().setApp("demo").setFunction("Echo.say");
  }

  @Override
  public void close() {
    channel.shutdownNow();
    parts.close();
  }
}
