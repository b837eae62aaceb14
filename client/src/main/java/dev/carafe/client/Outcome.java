package dev.carafe.client;

import org.jspecify.annotations.Nullable;

/// How one input of a map ended, where failures are kept in place.
public sealed interface Outcome<R extends @Nullable Object> {

  /// The method returned.
  record Value<R extends @Nullable Object>(R value) implements Outcome<R> {}

  /// It did not; `exception` is what `remote` would have thrown.
  record Failure<R extends @Nullable Object>(CarafeException exception) implements Outcome<R> {}

  /// The value; throws the failure's exception.
  default R orElseThrow() {
    return switch (this) {
      case Value<R>(R value) -> value;
      case Failure<R>(CarafeException exception) -> throw exception;
    };
  }
}
