package dev.carafe.protocol.codec;

import org.jspecify.annotations.Nullable;

/// Stands for an exception whose type this JVM does not have or must not make; prints as that one
/// would.
@SuppressWarnings("OverrideThrowableToString") // it prints as the exception it stands for
public final class RemoteThrowable extends Exception {
  private final String className;

  RemoteThrowable(String className, @Nullable String message) {
    super(message);
    this.className = className;
  }

  /// The name of the exception's type.
  public String className() {
    return className;
  }

  @Override
  public String toString() {
    String message = getMessage();
    if (message == null) {
      return className;
    }
    return className.isEmpty() ? message : className + ": " + message;
  }
}
