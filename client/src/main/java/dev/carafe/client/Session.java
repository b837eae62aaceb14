package dev.carafe.client;

import dev.carafe.client.control.ControlClient;
import dev.carafe.client.spi.ConnectOptions;
import dev.carafe.client.spi.ContainerBridge;
import dev.carafe.client.spi.LogEntry;
import dev.carafe.client.transport.Address;
import dev.carafe.client.transport.Blobs;
import dev.carafe.client.transport.Calls;
import dev.carafe.client.transport.GeneratorRun;
import dev.carafe.client.transport.Link;
import dev.carafe.client.transport.LinkException;
import dev.carafe.client.transport.LinkOptions;
import dev.carafe.client.transport.MapRun;
import dev.carafe.client.transport.Origin;
import dev.carafe.model.call.CallOutcome;
import dev.carafe.model.call.Payload;
import dev.carafe.model.call.Payload.Encoding;
import dev.carafe.protocol.codec.CodecException;
import dev.carafe.protocol.proto.LogLine;
import dev.carafe.protocol.proto.TargetDeclared;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One connection with all that goes over it: bytes in, values out, and every failure as the
/// exception callers know. Threads share it.
@SuppressWarnings("TypeParameterUnusedInFormals") // the decoder says which
final class Session implements AutoCloseable {
  private final ConnectOptions options;
  private final StatusFailures failures;
  private final Link link;
  private final Calls calls;
  private final Blobs blobs;
  private final ControlClient control;

  private Session(ConnectOptions options, StatusFailures failures, Link link) {
    this.options = options;
    this.failures = failures;
    this.link = link;
    this.calls = new Calls(link);
    this.blobs = new Blobs(link.channel());
    this.control = new ControlClient(link.channel(), failures);
  }

  static Session open(ConnectOptions options) {
    Address address;
    try {
      address = Address.parse(options.address());
    } catch (IllegalArgumentException e) {
      throw new InvalidException(String.valueOf(e.getMessage()), e);
    }
    StatusFailures failures = new StatusFailures(address);
    try {
      return new Session(options, failures, Link.open(linkOptions(options, address)));
    } catch (LinkException e) {
      throw failures.of(e);
    } catch (InterruptedException e) {
      throw StatusFailures.interrupted("Connecting to " + address, e);
    }
  }

  private static LinkOptions linkOptions(ConnectOptions options, Address address) {
    return new LinkOptions(
        address,
        options.token(),
        options.sessionId(),
        options.ephemeralApp().orElse(""),
        ContainerBridge.installed().map(ContainerBridge::containerId).orElse(""),
        lines -> lines.getLinesList().forEach(line -> options.logs().accept(entry(line))),
        options.notices(),
        options.reconnectFor());
  }

  private static LogEntry entry(LogLine line) {
    return new LogEntry(
        Instant.ofEpochMilli(line.getTimeMillis()),
        line.getContainer(),
        line.getFunction(),
        line.getCallId(),
        line.getError(),
        line.getText());
  }

  ConnectOptions options() {
    return options;
  }

  StatusFailures failures() {
    return failures;
  }

  ControlClient control() {
    return control;
  }

  io.grpc.Channel channel() {
    return link.channel();
  }

  /// The name that an app's classes give it, as it is deployed.
  String deployedName(String app) {
    return options.appNames().apply(app);
  }

  /// Something that waits.
  interface Step<T extends @Nullable Object> {
    T run() throws InterruptedException;
  }

  /// Runs a step; whatever stops it is the caller's exception.
  <T extends @Nullable Object> T waiting(String label, Step<T> step) {
    try {
      return step.run();
    } catch (InterruptedException e) {
      throw StatusFailures.interrupted(label, e);
    } catch (LinkException e) {
      throw failures.of(e);
    } catch (CodecException e) {
      throw new InvalidException(String.valueOf(e.getMessage()), e);
    }
  }

  /// Reads the bytes of a result.
  interface Decoder {
    @Nullable Object decode(Encoding encoding, byte[] bytes);
  }

  <R extends @Nullable Object> R remote(
      Callee callee, Encoding encoding, byte[] arguments, Decoder decoder) {
    return waiting(
        callee.label(),
        () -> {
          var target = callee.on(calls);
          var input = blobs.payload(encoding, arguments);
          return value(callee, calls.remote(target, input, origin()), decoder);
        });
  }

  /// The value of an outcome; its exception where it has none.
  <R extends @Nullable Object> R value(Callee callee, CallOutcome outcome, Decoder decoder)
      throws InterruptedException {
    if (outcome instanceof CallOutcome.Succeeded(Payload result)) {
      return decoded(result, decoder);
    }
    throw Endings.of(outcome, callee.label(), callee.method());
  }

  @SuppressWarnings({"unchecked", "NullAway"}) // R is the type that the decoder was made for
  <R extends @Nullable Object> R decoded(Payload result, Decoder decoder)
      throws InterruptedException {
    return (R) decoder.decode(result.encoding(), blobs.bytes(result));
  }

  <R extends @Nullable Object> Call<R> spawn(
      Callee callee, Encoding encoding, byte[] arguments, Decoder decoder) {
    String id =
        waiting(
            callee.label(),
            () -> {
              var target = callee.on(calls);
              var input = blobs.payload(encoding, arguments);
              return switch (calls.spawn(target, input, origin())) {
                case Calls.Spawned.Accepted(String callId) -> callId;
                case Calls.Spawned.Refused(CallOutcome outcome) ->
                    throw Endings.of(outcome, callee.label(), callee.method());
              };
            });
    return new Call<>(new Waiting<>(this, calls, id, callee.label(), callee.method(), decoder));
  }

  /// A call that was spawned somewhere, sometime.
  <R extends @Nullable Object> Call<R> call(String id, Decoder decoder) {
    return new Call<>(new Waiting<>(this, calls, id, "call " + id, Optional.empty(), decoder));
  }

  GeneratorRun generator(Callee callee, Encoding encoding, byte[] arguments) {
    return waiting(
        callee.label(),
        () -> calls.generator(callee.on(calls), blobs.payload(encoding, arguments), origin()));
  }

  MapRun map(Callee callee, Origin origin, boolean inOrder) {
    return waiting(callee.label(), () -> calls.map(callee.on(calls), origin, inOrder));
  }

  dev.carafe.protocol.proto.Payload payload(Encoding encoding, byte[] bytes)
      throws InterruptedException {
    return blobs.payload(encoding, bytes);
  }

  TargetDeclared declared(Callee callee) {
    return waiting(callee.label(), () -> callee.on(calls).declared());
  }

  /// The call that the current thread works for, if it does.
  static Origin origin() {
    return ContainerBridge.installed()
        .flatMap(ContainerBridge::current)
        .map(c -> new Origin(c.callId(), c.deadline().map(d -> Duration.between(Instant.now(), d))))
        .orElse(Origin.NONE);
  }

  @Override
  public void close() {
    link.close();
  }
}
