package dev.carafe.cli.command;

/// A command that only has others below it.
record Group(String name) implements Runnable {
  @Override
  public void run() {
    throw new UsageException("carafe %s needs a command of its own.".formatted(name));
  }
}
