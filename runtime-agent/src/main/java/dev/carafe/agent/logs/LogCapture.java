package dev.carafe.agent.logs;

import dev.carafe.agent.link.Link;
import dev.carafe.agent.link.Ticker;
import dev.carafe.protocol.proto.LogLine;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/// Takes standard output and standard error line by line and sends each with the input that wrote
/// it; lines of threads that work for no input belong to the container. Printing never waits for
/// the server: when too many lines wait, further ones are counted and dropped.
public final class LogCapture {
  private final Link link;
  private final Ticker ticker;
  private final String container;
  private final String service;
  private final Lines ofContainer = new Lines();
  private final AtomicLong dropped = new AtomicLong();

  public LogCapture(Link link, Ticker ticker, String container, String service) {
    this.link = link;
    this.ticker = ticker;
    this.container = container;
    this.service = service;
    ticker.add(this::send);
  }

  /// Puts itself in the place of the process's standard streams.
  public void install() {
    System.setIn(InputStream.nullInputStream());
    System.setOut(new PrintStream(new Captured(false), true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(new Captured(true), true, StandardCharsets.UTF_8));
  }

  /// Sends the last line of an input even if it did not end.
  public void endOf(CurrentInput input) {
    input.printed().ifPresent(lines -> flush(lines, input.key().getCallId()));
  }

  /// Sends all there is, lines that did not end included.
  public void flush() {
    flush(ofContainer, "");
    sayDropped();
    link.flush();
  }

  private void flush(Lines lines, String callId) {
    lines.of(false).flush(text -> post(text, false, callId));
    lines.of(true).flush(text -> post(text, true, callId));
  }

  private boolean send() {
    sayDropped();
    if (!link.hasLogs()) {
      return false;
    }
    link.flush();
    return true;
  }

  private void post(String text, boolean error, String callId) {
    if (!link.log(line(text, error, callId))) {
      dropped.incrementAndGet();
    }
    ticker.wake();
  }

  private void sayDropped() {
    long count = dropped.get();
    if (count > 0 && link.log(line("… %d lines dropped".formatted(count), true, ""))) {
      dropped.addAndGet(-count);
    }
  }

  private LogLine line(String text, boolean error, String callId) {
    return LogLine.newBuilder()
        .setTimeMillis(System.currentTimeMillis())
        .setContainer(container)
        .setFunction(service)
        .setCallId(callId)
        .setError(error)
        .setText(text)
        .build();
  }

  private final class Captured extends OutputStream {
    private final boolean error;

    Captured(boolean error) {
      this.error = error;
    }

    @Override
    public void write(int one) {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) {
      if (CurrentInput.SCOPE.isBound()) {
        CurrentInput input = CurrentInput.SCOPE.get();
        String callId = input.key().getCallId();
        input.lines().of(error).append(bytes, offset, count, t -> post(t, error, callId));
      } else {
        ofContainer.of(error).append(bytes, offset, count, t -> post(t, error, ""));
      }
    }
  }
}
