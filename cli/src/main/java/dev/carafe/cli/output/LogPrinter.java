package dev.carafe.cli.output;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Lines of containers, each marked with the function it is from. Threads may share it.
public final class LogPrinter {
  private static final Style[] COLOURS = {
    Style.CYAN, Style.GREEN, Style.MAGENTA, Style.BLUE, Style.YELLOW
  };

  private final Terminal terminal;
  private final Map<String, Style> styles = new ConcurrentHashMap<>();
  private int width;

  public LogPrinter(Terminal terminal) {
    this.terminal = terminal;
  }

  /// Prints to `err`: for lines beside a result.
  public void beside(String function, boolean error, String text) {
    terminal.err().println(line(function, error, text));
  }

  /// Prints to `out`: where lines are the result.
  public void result(String function, boolean error, String text) {
    terminal.result(line(function, error, text));
  }

  private synchronized String line(String function, boolean error, String text) {
    width = Math.max(width, function.length());
    Style style = styles.computeIfAbsent(function, _ -> COLOURS[styles.size() % COLOURS.length]);
    String mark = function + " ".repeat(width - function.length()) + " │ ";
    return terminal.paint(style, mark) + (error ? terminal.paint(Style.RED, text) : text);
  }
}
