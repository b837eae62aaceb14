package dev.carafe.cli.output;

import java.io.FilterOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;

/// Where a command writes: results to `out`, everything else to `err`. `live` when a person watches
/// `err` on a terminal, so that lines may be redrawn; `columns` is its width.
public record Terminal(
    PrintStream out, PrintStream err, boolean live, boolean colour, int columns) {

  /// A line of a result that goes on until somebody ends it; ends it when nobody reads on.
  public void result(String line) {
    out.println(line);
    requireReader();
  }

  /// Bytes of a result that goes on until somebody ends it, as [#result].
  public OutputStream resultBytes() {
    return new FilterOutputStream(out) {
      @Override
      public void write(byte[] bytes, int from, int count) {
        Terminal.this.out.write(bytes, from, count);
        requireReader();
      }
    };
  }

  /// Sends what was written; throws [ReaderGoneException] when nobody reads it.
  public void requireReader() {
    if (out.checkError()) {
      throw new ReaderGoneException();
    }
  }

  /// Something a person should know, as a line.
  public void say(String line) {
    err.println(line);
  }

  /// A warning, as a line.
  public void warn(String line) {
    err.println(paint(Style.YELLOW, "warning: ") + line);
  }

  /// Text in a style, plain where there is no colour.
  public String paint(Style style, String text) {
    return colour ? style.code() + text + Style.RESET : text;
  }
}
