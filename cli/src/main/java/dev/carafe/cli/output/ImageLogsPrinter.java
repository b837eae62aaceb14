package dev.carafe.cli.output;

import dev.carafe.client.control.ImageLog;

/// What builds of layers printed: for each its step, its lines, and how it ended.
public final class ImageLogsPrinter {
  private final Terminal terminal;

  public ImageLogsPrinter(Terminal terminal) {
    this.terminal = terminal;
  }

  public void print(ImageLog log) {
    terminal
        .out()
        .println(
            terminal.paint(
                Style.BOLD,
                "%s: %s, %s"
                    .formatted(
                        ImagesPrinter.name(log.image()), log.step(), Listing.ago(log.started()))));
    log.lines().forEach(line -> terminal.out().println("  " + line));
    terminal
        .out()
        .println(terminal.paint(Style.DIM, log.end().isEmpty() ? "still being built" : log.end()));
  }
}
