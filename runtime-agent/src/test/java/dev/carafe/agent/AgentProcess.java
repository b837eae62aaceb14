package dev.carafe.agent;

import dev.carafe.model.app.ArgumentSpec;
import dev.carafe.model.app.Batching;
import dev.carafe.model.app.Concurrency;
import dev.carafe.model.app.ContainerPolicy;
import dev.carafe.model.app.FunctionSpec;
import dev.carafe.model.app.HookSpec;
import dev.carafe.model.app.ParameterSpec;
import dev.carafe.model.app.Resources;
import dev.carafe.model.app.RetryPolicy;
import dev.carafe.model.app.Scaling;
import dev.carafe.model.app.ServiceSpec;
import dev.carafe.model.app.Timeouts;
import dev.carafe.model.call.Payload.Encoding;
import dev.carafe.protocol.codec.ArgumentCodec;
import dev.carafe.protocol.proto.AgentInput;
import dev.carafe.protocol.proto.Dispatch;
import dev.carafe.protocol.proto.Drain;
import dev.carafe.protocol.proto.FromAgent;
import dev.carafe.protocol.proto.InputKey;
import dev.carafe.protocol.proto.Lifecycle;
import dev.carafe.protocol.proto.ReturnedInput;
import dev.carafe.protocol.proto.ToAgent;
import dev.carafe.protocol.wire.AgentConfig;
import dev.carafe.protocol.wire.ModelJson;
import dev.carafe.protocol.wire.Wire;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// An agent in a JVM of its own, attached to a fake server.
final class AgentProcess implements AutoCloseable {
  final FakeServer server;
  private final Class<?> type;
  private final Process process;
  private final Path output;

  /// How an agent is started.
  static final class Setup {
    final Path temp;
    Class<?> type = demo.Greeter.class;
    String className = "demo.Greeter";
    List<HookSpec> enter = List.of();
    List<HookSpec> exit = List.of();
    List<ParameterSpec> parameterFields = List.of();
    Map<String, String> parameters = Map.of();
    List<AgentConfig.VolumeView> volumes = List.of();
    List<String> before = List.of();
    List<String> flags = List.of();
    String classPath = System.getProperty("java.class.path");

    Setup(Path temp) {
      this.temp = temp;
    }

    Setup enter(String... hooks) {
      enter = hooks(hooks);
      return this;
    }

    Setup exit(String... hooks) {
      exit = hooks(hooks);
      return this;
    }

    private static List<HookSpec> hooks(String... hooks) {
      return Arrays.stream(hooks)
          .map(
              h ->
                  new HookSpec(
                      h.endsWith("Base") || h.equals("enterOverridden")
                          ? "demo.GreeterBase"
                          : "demo.Greeter",
                      h))
          .toList();
    }

    AgentProcess start() throws IOException {
      return new AgentProcess(this);
    }
  }

  private AgentProcess(Setup setup) throws IOException {
    server = new FakeServer();
    type = setup.type;
    Path config = setup.temp.resolve("agent.json");
    Files.writeString(config, config(setup));
    output = setup.temp.resolve("output.log");
    List<String> command = new ArrayList<>(setup.before);
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-Xmx128m",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow"));
    command.addAll(setup.flags);
    command.addAll(List.of("-cp", setup.classPath, "dev.carafe.agent.Main", config.toString()));
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
  }

  private String config(Setup setup) {
    ServiceSpec service =
        new ServiceSpec(
            "Greeter",
            ServiceSpec.Kind.CLS,
            setup.className,
            setup.parameterFields,
            setup.enter,
            setup.exit,
            functions(setup.type),
            new Resources(
                0.125,
                OptionalDouble.empty(),
                1,
                OptionalLong.empty(),
                OptionalLong.empty(),
                List.of()),
            new Scaling(0, 0, 0, Duration.ofSeconds(60)),
            Concurrency.ONE,
            new Timeouts(Duration.ofSeconds(300), Duration.ofSeconds(300)),
            RetryPolicy.NONE,
            "",
            List.of(),
            List.of(),
            List.of(),
            Map.of(),
            ContainerPolicy.DEFAULT);
    return ModelJson.write(
        new AgentConfig(
            "ct-a",
            server.address(),
            "token-0",
            "demo",
            1,
            service,
            setup.parameters,
            setup.volumes));
  }

  private static List<FunctionSpec> functions(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(m -> Modifier.isPublic(m.getModifiers()) && !m.isSynthetic())
        .map(AgentProcess::function)
        .toList();
  }

  private static FunctionSpec function(Method method) {
    return new FunctionSpec(
        "Greeter." + method.getName(),
        method.getName(),
        java.lang.invoke.MethodType.methodType(method.getReturnType(), method.getParameterTypes())
            .descriptorString(),
        Modifier.isStatic(method.getModifiers()),
        Arrays.stream(method.getParameters())
            .map(
                p ->
                    new ArgumentSpec(
                        p.getName(), p.getParameterizedType().getTypeName(), Optional.empty()))
            .toList(),
        method.getGenericReturnType().getTypeName(),
        method.getReturnType() == java.util.stream.Stream.class,
        method.getName().equals("upper")
            ? Optional.of(new Batching(64, Duration.ofMillis(20)))
            : Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  Method method(String name) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(m -> m.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  ArgumentCodec codec(String name) {
    return name.equals("upper")
        ? ArgumentCodec.forBatch(method(name))
        : ArgumentCodec.forMethod(method(name));
  }

  Lifecycle lifecycle(Lifecycle.Event event) throws InterruptedException {
    return server
        .await(f -> f.hasLifecycle() && f.getLifecycle().getEvent() == event)
        .getLifecycle();
  }

  AgentProcess ready() throws InterruptedException {
    lifecycle(Lifecycle.Event.EVENT_READY);
    return this;
  }

  InputKey key(String call) {
    return InputKey.newBuilder().setCallId(call).setAttempt(1).build();
  }

  AgentInput.Builder input(String call, String method, Object... arguments) {
    byte[] bytes = codec(method).encodeArguments(Encoding.CBOR, arguments);
    return AgentInput.newBuilder()
        .setKey(key(call))
        .setFunction("Greeter." + method)
        .setTimeoutMillis(60_000)
        .setArguments(Wire.payload(new dev.carafe.model.call.Payload.Inline(Encoding.CBOR, bytes)));
  }

  void dispatch(String call, String method, Object... arguments) {
    dispatch(input(call, method, arguments));
  }

  void dispatch(AgentInput.Builder input) {
    server.say(ToAgent.newBuilder().setDispatch(Dispatch.newBuilder().addInputs(input)));
  }

  ReturnedInput returned(String call) throws InterruptedException {
    FromAgent frame =
        server.await(
            f ->
                f.getInputsReturned().getInputsList().stream()
                    .anyMatch(r -> r.getKey().getCallId().equals(call)));
    server.rest().add(frame); // others of it may be asked for
    return frame.getInputsReturned().getInputsList().stream()
        .filter(r -> r.getKey().getCallId().equals(call))
        .findFirst()
        .orElseThrow();
  }

  @Nullable Object value(String method, ReturnedInput returned) {
    if (returned.hasFailure()) {
      throw new AssertionError(returned.getFailure());
    }
    return codec(method)
        .decodeResult(Encoding.CBOR, returned.getResult().getInline().toByteArray());
  }

  @Nullable Object call(String call, String method, Object... arguments)
      throws InterruptedException {
    dispatch(call, method, arguments);
    return value(method, returned(call));
  }

  /// The first log line that has this text.
  dev.carafe.protocol.proto.LogLine line(String text) throws InterruptedException {
    FromAgent frame =
        server.await(
            f -> f.getLogLines().getLinesList().stream().anyMatch(l -> l.getText().equals(text)));
    server.rest().add(frame); // other lines of it may be asked for
    return frame.getLogLines().getLinesList().stream()
        .filter(l -> l.getText().equals(text))
        .findFirst()
        .orElseThrow();
  }

  void drain() {
    server.say(ToAgent.newBuilder().setDrain(Drain.newBuilder().setGraceMillis(10_000)));
  }

  void terminate() {
    process.destroy();
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  int exitCode() throws InterruptedException {
    if (!process.waitFor(FakeServer.PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("still running; " + output());
    }
    return process.exitValue();
  }

  String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    server.close();
  }
}
