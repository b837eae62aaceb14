package dev.carafe.cli.output;

import dev.carafe.client.control.DeployListener;

/// What a deploy says on its way.
public final class DeployPrinter implements DeployListener {
  private final Terminal terminal;

  public DeployPrinter(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void progress(String line) {
    terminal.say(terminal.paint(Style.DIM, line));
  }

  @Override
  public void warning(String line) {
    terminal.warn(line);
  }
}
