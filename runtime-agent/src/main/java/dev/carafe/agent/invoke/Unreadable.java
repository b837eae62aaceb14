package dev.carafe.agent.invoke;

/// The bytes of an input are not the arguments of its method.
final class Unreadable extends Exception {
  private static final long serialVersionUID = 1;

  Unreadable(RuntimeException cause) {
    super(cause);
  }
}
