package dev.carafe.cli.output;

import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/// How far a transfer is, in bytes and, where told of several, in files: on a terminal one line
/// that is redrawn with a bar, the rate and the time left; elsewhere a plain line every few
/// seconds, and in both a last line. Threads may share it.
public final class Progress implements AutoCloseable {
  private static final long REDRAW = Duration.ofMillis(100).toNanos();
  private static final long PLAIN_LINE = Duration.ofSeconds(5).toNanos();
  private static final int BAR = 24;

  private final Terminal terminal;
  private final String title;
  private final LongSupplier nanos;
  private long started;
  private long lastLine;
  private long done;
  private long total;
  private long files;
  private long filesTotal;
  private boolean drawn;
  private boolean closed;

  public Progress(Terminal terminal, String title) {
    this(terminal, title, System::nanoTime);
  }

  Progress(Terminal terminal, String title, LongSupplier nanos) {
    this.terminal = terminal;
    this.title = title;
    this.nanos = nanos;
    this.started = nanos.getAsLong();
    this.lastLine = started;
  }

  /// The time counts from now on, if nothing is done yet.
  public synchronized void begin() {
    if (done == 0) {
      started = nanos.getAsLong();
      lastLine = started;
    }
  }

  /// So many more bytes are done, of a total as far as it is known (0: unknown), which may change.
  public synchronized void add(long bytes, long ofTotal) {
    done += bytes;
    total = ofTotal > 0 ? ofTotal : total;
    update();
  }

  /// How many files it will be.
  public synchronized void files(long ofTotal) {
    filesTotal = ofTotal;
  }

  /// One more file is done.
  public synchronized void fileDone() {
    files++;
    update();
  }

  private void update() {
    long now = nanos.getAsLong();
    if (now - lastLine >= (terminal.live() ? REDRAW : PLAIN_LINE)) {
      lastLine = now;
      show(now);
    }
  }

  private void show(long now) {
    if (terminal.live()) {
      terminal.err().print("\r\u001b[2K" + fit(title + " " + bar() + status(now)));
      terminal.err().flush();
      drawn = true;
    } else {
      terminal.say(title + ": " + status(now));
    }
  }

  private String fit(String line) {
    return line.length() < terminal.columns() ? line : line.substring(0, terminal.columns() - 1);
  }

  private String bar() {
    if (total == 0) {
      return "";
    }
    int full = (int) (BAR * Math.min(done, total) / total);
    return "█".repeat(full) + "░".repeat(BAR - full) + " ";
  }

  private String status(long now) {
    double seconds = Math.max(1, now - started) / 1e9;
    double rate = done / seconds;
    String amount =
        total == 0
            ? Humans.bytes(done)
            : "%s of %s".formatted(Humans.bytes(done), Humans.bytes(total));
    String counted = filesTotal > 1 ? "%d of %d files, ".formatted(files, filesTotal) : "";
    String left =
        total > done && rate > 0
            ? String.format(Locale.ROOT, ", %.0f s left", Math.ceil((total - done) / rate))
            : "";
    return "%s%s, %s/s%s".formatted(counted, amount, Humans.bytes((long) rate), left);
  }

  /// Ends with a line that says how much it was and how long it took; with nothing done, silently.
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (drawn) {
      terminal.err().print("\r\u001b[2K");
    }
    if (done > 0 || files > 0) {
      long now = nanos.getAsLong();
      terminal.say(
          "%s: %s%s in %s"
              .formatted(
                  title,
                  filesTotal > 1 ? Humans.count(files, "file") + ", " : "",
                  Humans.bytes(done),
                  Humans.duration(Duration.ofNanos(now - started))));
    }
  }
}
