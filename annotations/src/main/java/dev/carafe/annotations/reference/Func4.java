package dev.carafe.annotations.reference;

import org.jspecify.annotations.Nullable;

/// A method of 4 arguments (a receiver counts as one) with a result.
@FunctionalInterface
public interface Func4<
        A extends @Nullable Object,
        B extends @Nullable Object,
        C extends @Nullable Object,
        D extends @Nullable Object,
        R extends @Nullable Object>
    extends Proc4<A, B, C, D> {
  R call(A a, B b, C c, D d) throws Exception;

  @Override
  default void run(A a, B b, C c, D d) throws Exception {
    call(a, b, c, d);
  }
}
