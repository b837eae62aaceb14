package dev.carafe.cli.command;

import dev.carafe.cli.output.Terminal;
import dev.carafe.client.CarafeException;
import dev.carafe.client.control.ContainerRow;
import dev.carafe.client.control.ControlClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Says why a call waits, while it does: the reason of a container that is wanted and has no place,
/// once, and again when it has become another one.
final class WaitingWords implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final Terminal terminal;
  private final Supplier<List<ContainerRow>> containers;
  private final Thread thread = Thread.ofVirtual().name("carafe-waiting").unstarted(this::watch);
  private volatile boolean closed;
  private String said = "";

  /// `containers` are those whose reasons matter.
  WaitingWords(Terminal terminal, Supplier<List<ContainerRow>> containers) {
    this.terminal = terminal;
    this.containers = containers;
  }

  /// Of all containers of an app.
  static WaitingWords of(Terminal terminal, ControlClient control, String app) {
    return started(new WaitingWords(terminal, () -> control.containers(app, false)));
  }

  /// Of the containers of one function or class.
  static WaitingWords of(Terminal terminal, ControlClient control, String app, String service) {
    return started(
        new WaitingWords(
            terminal,
            () ->
                control.containers(app, false).stream()
                    .filter(row -> row.function().equals(service))
                    .toList()));
  }

  private static WaitingWords started(WaitingWords words) {
    words.thread.start();
    return words;
  }

  private void watch() {
    try {
      while (!closed) {
        Thread.sleep(PAUSE);
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// One look at the containers, for one thread.
  void look() {
    String reason;
    try {
      reason = reason().orElse("");
    } catch (CarafeException e) {
      return; // who waits for the call is told; the server may be back for the next look
    }
    if (!reason.isEmpty() && !kind(reason).equals(kind(said))) {
      terminal.say(reason);
    }
    said = reason;
  }

  private Optional<String> reason() {
    return containers.get().stream()
        .filter(row -> row.state().equals("PENDING"))
        .map(row -> row.function() + ": " + row.reason())
        .findFirst();
  }

  /// The same reason a moment later has other numbers.
  private static String kind(String reason) {
    return reason.replaceAll("\\d+", "");
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
