package dev.carafe.client;

import dev.carafe.client.control.ControlClient;
import dev.carafe.client.spi.ConnectOptions;
import dev.carafe.client.spi.ContainerBridge;
import dev.carafe.client.spi.LogEntry;
import dev.carafe.client.transport.Address;
import dev.carafe.client.transport.Blobs;
import dev.carafe.client.transport.Calls;
import dev.carafe.client.transport.Link;
import dev.carafe.client.transport.LinkException;
import dev.carafe.client.transport.LinkOptions;
import dev.carafe.client.transport.Origin;
import dev.carafe.protocol.proto.LogLine;
import dev.carafe.protocol.proto.LogLines;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/// One connection to a server: its calls, blobs and control plane. Threads share it.
final class Connection implements AutoCloseable {
  private final ConnectOptions options;
  private final Link link;
  private final Calls calls;
  private final Blobs blobs;
  private final ControlClient control;

  private Connection(ConnectOptions options, Link link) {
    this.options = options;
    this.link = link;
    this.calls = new Calls(link);
    this.blobs = new Blobs(link.channel());
    this.control =
        new ControlClient(
            link.channel(), status -> Thrown.of(status, options.address(), status.getCause()));
  }

  static Connection open(ConnectOptions options) {
    try {
      Address address = Address.parse(options.address());
      return new Connection(
          options,
          Link.open(
              new LinkOptions(
                  address,
                  options.token(),
                  options.sessionId(),
                  options.ephemeralApp().orElse(""),
                  ContainerBridge.installed().map(ContainerBridge::containerId).orElse(""),
                  lines -> entries(lines, options.logs()),
                  options.notices(),
                  options.reconnectFor())));
    } catch (IllegalArgumentException e) {
      throw new InvalidException("Connecting is refused: %s".formatted(e.getMessage()), e);
    } catch (LinkException e) {
      throw Thrown.of(e, options.address());
    } catch (InterruptedException e) {
      throw Thrown.interrupted("the connection to " + options.address());
    }
  }

  private static void entries(LogLines lines, Consumer<LogEntry> to) {
    for (LogLine line : lines.getLinesList()) {
      to.accept(
          new LogEntry(
              Instant.ofEpochMilli(line.getTimeMillis()),
              line.getContainer(),
              line.getFunction(),
              line.getCallId(),
              line.getError(),
              line.getText()));
    }
  }

  ConnectOptions options() {
    return options;
  }

  Calls calls() {
    return calls;
  }

  Blobs blobs() {
    return blobs;
  }

  ControlClient control() {
    return control;
  }

  /// The name an app is deployed under.
  String appName(String declared) {
    return options.appNames().apply(declared);
  }

  /// What the current thread's calls are made from.
  static Origin origin() {
    CallContext context = CallContext.current();
    if (context.callId().isEmpty()) {
      return Origin.NONE;
    }
    return new Origin(
        context.callId(), context.deadline().map(d -> Duration.between(Instant.now(), d)));
  }

  @Override
  public void close() {
    link.close();
  }
}
