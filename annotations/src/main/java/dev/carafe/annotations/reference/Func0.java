package dev.carafe.annotations.reference;

import org.jspecify.annotations.Nullable;

/// A method of 0 arguments (a receiver counts as one) with a result.
@FunctionalInterface
public interface Func0<R extends @Nullable Object> extends Proc0 {
  R call() throws Exception;

  @Override
  default void run() throws Exception {
    call();
  }
}
