package dev.carafe.cli.output;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.jline.terminal.Size;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.ShutdownHooks;
import org.jline.utils.Status;

/// The last lines of the screen, which stay in place while what is said scrolls above them. Where
/// nobody watches, or the terminal cannot scroll a part of itself, there are none. Threads may
/// share it; closing it gives the lines back.
public final class StatusLines implements AutoCloseable {
  private final Optional<Foot> foot;

  private StatusLines(Optional<Foot> foot) {
    this.foot = foot;
  }

  public static StatusLines on(Terminal terminal) {
    return new StatusLines(
        terminal.live() ? Foot.open().filter(Foot::scrollsInPart) : Optional.empty());
  }

  /// Whether there is anything to show lines on.
  public boolean shown() {
    return foot.isPresent();
  }

  /// Shows these in place of those before; each is cut where the screen ends.
  public synchronized void show(List<String> lines) {
    foot.ifPresent(f -> f.show(lines));
  }

  @Override
  public synchronized void close() {
    foot.ifPresent(Foot::close);
  }

  /// The foot of the terminal behind standard error, as JLine draws it.
  private static final class Foot {
    private final org.jline.terminal.Terminal terminal;
    private final Status status;
    private Size size;
    private List<String> lines = List.of();

    private Foot(org.jline.terminal.Terminal terminal) {
      this.terminal = terminal;
      this.status = Status.getStatus(terminal);
      this.size = terminal.getSize();
    }

    static Optional<Foot> open() {
      // Whoever opened the lines closes them, also at the end of the JVM: JLine's own hook would
      // take the terminal away before they are wiped.
      System.setProperty(ShutdownHooks.PROP_DISABLE_SHUTDOWN_HOOK, "true");
      try {
        return Optional.of(
            new Foot(
                TerminalBuilder.builder()
                    .system(true)
                    .systemOutput(TerminalBuilder.SystemOutput.ForcedSysErr)
                    .dumb(true)
                    .build()));
      } catch (IOException e) {
        return Optional.empty(); // the lines are an extra: all that they say can be asked for
      }
    }

    boolean scrollsInPart() {
      return status != null && size.getRows() > 4;
    }

    void show(List<String> next) {
      Size now = terminal.getSize();
      if (next.equals(lines) && now.equals(size)) {
        return;
      }
      if (!now.equals(size)) {
        size = now;
        status.resize(now);
      }
      lines = List.copyOf(next);
      status.update(
          lines.stream()
              .map(line -> AttributedString.fromAnsi(line).columnSubSequence(0, now.getColumns()))
              .toList());
    }

    void close() {
      try {
        status.update(List.of());
        status.close();
        terminal.close();
      } catch (IOException e) {
        throw new UncheckedIOException("Giving the terminal back failed", e);
      }
    }
  }
}
