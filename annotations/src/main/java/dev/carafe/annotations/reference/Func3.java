package dev.carafe.annotations.reference;

import org.jspecify.annotations.Nullable;

/// A method of 3 arguments (a receiver counts as one) with a result.
@FunctionalInterface
public interface Func3<
        A extends @Nullable Object,
        B extends @Nullable Object,
        C extends @Nullable Object,
        R extends @Nullable Object>
    extends Proc3<A, B, C> {
  R call(A a, B b, C c) throws Exception;

  @Override
  default void run(A a, B b, C c) throws Exception {
    call(a, b, c);
  }
}
