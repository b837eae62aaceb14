package dev.carafe.protocol.codec;

import dev.carafe.model.call.RemoteFailure;
import java.lang.reflect.Method;

/// Exceptions ⇄ data. They are described, never serialised.
@SuppressWarnings("DoNotCallSuggester")
public final class Failures {
  private Failures() {}

  /// What was thrown, as data: causes and suppressed ones to a depth, cycles cut.
  public static RemoteFailure describe(Throwable thrown) {
    throw new UnsupportedOperationException("comes next");
  }

  /// The exception again. Its own type is made only if that is the JDK's, is declared by the called
  /// method, or comes from the same code source as the method's class; else a [RemoteThrowable]
  /// that prints the type's name.
  public static Throwable rebuild(RemoteFailure failure, Method called) {
    throw new UnsupportedOperationException("comes next");
  }

  /// The exception again, where no method is at hand: the JDK's types, else a [RemoteThrowable].
  public static Throwable rebuild(RemoteFailure failure) {
    throw new UnsupportedOperationException("comes next");
  }
}
