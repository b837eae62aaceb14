package dev.carafe.cli.command;

import dev.carafe.cli.output.ServedLines;
import dev.carafe.cli.output.StatusLines;
import dev.carafe.cli.output.Terminal;
import dev.carafe.client.CarafeException;
import dev.carafe.client.control.CallRow;
import dev.carafe.client.control.ContainerRow;
import dev.carafe.client.control.ControlClient;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Keeps the containers, the calls and the last error of what `dev` serves in view at the foot of
/// the terminal, until it is ended. On anything but a terminal it does nothing.
final class DevView {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(300);
  private static final int CALLS = 1_000;

  private final ControlClient control;
  private final List<String> apps;
  private final StatusLines lines;
  private final ServedLines text;
  private final Thread thread;
  private volatile Optional<String> error = Optional.empty();

  DevView(Terminal terminal, ControlClient control, List<String> apps) {
    this.control = control;
    this.apps = List.copyOf(apps);
    this.lines = StatusLines.on(terminal);
    this.text = new ServedLines(terminal);
    this.thread = Thread.ofVirtual().name("dev-view").unstarted(this::look);
  }

  void start() {
    if (lines.shown()) {
      thread.start();
    }
  }

  /// What went wrong last, in a line.
  void failed(String what) {
    error = Optional.of(firstLine(what));
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }

  /// All is well again.
  void mended() {
    error = Optional.empty();
  }

  private void look() {
    try {
      while (true) {
        show();
        Thread.sleep(LOOK_AGAIN);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void show() {
    try {
      List<ContainerRow> containers =
          apps.stream().flatMap(app -> control.containers(app, false).stream()).toList();
      List<CallRow> calls =
          apps.stream()
              .flatMap(app -> control.calls(app, CALLS).stream())
              .sorted(Comparator.comparing(CallRow::arrived).reversed())
              .toList();
      lines.show(text.of(containers, calls, error));
    } catch (CarafeException e) {
      lines.show(
          List.of("the server does not answer: " + firstLine(String.valueOf(e.getMessage()))));
    }
  }

  /// Gives the lines back.
  void end() throws InterruptedException {
    thread.interrupt();
    if (thread.getState() != Thread.State.NEW) {
      thread.join(Duration.ofSeconds(2));
    }
    lines.close();
  }
}
