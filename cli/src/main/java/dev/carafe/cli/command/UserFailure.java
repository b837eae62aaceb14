package dev.carafe.cli.command;

/// What the user's own code threw in this JVM; printed with its stack.
final class UserFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Throwable thrown;

  UserFailure(String entrypoint, Throwable thrown) {
    super(entrypoint + " failed", thrown);
    this.thrown = thrown;
  }

  Throwable thrown() {
    return thrown;
  }
}
