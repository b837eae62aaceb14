package dev.carafe.annotations.reference;

import org.jspecify.annotations.Nullable;

/// A method of 6 arguments (a receiver counts as one) with a result.
@FunctionalInterface
public interface Func6<
        A extends @Nullable Object,
        B extends @Nullable Object,
        C extends @Nullable Object,
        D extends @Nullable Object,
        E extends @Nullable Object,
        F extends @Nullable Object,
        R extends @Nullable Object>
    extends Proc6<A, B, C, D, E, F> {
  R call(A a, B b, C c, D d, E e, F f) throws Exception;

  @Override
  default void run(A a, B b, C c, D d, E e, F f) throws Exception {
    call(a, b, c, d, e, f);
  }
}
