package dev.carafe.annotations.reference;

import org.jspecify.annotations.Nullable;

/// A method of 8 arguments (a receiver counts as one) with a result.
@FunctionalInterface
public interface Func8<
        A extends @Nullable Object,
        B extends @Nullable Object,
        C extends @Nullable Object,
        D extends @Nullable Object,
        E extends @Nullable Object,
        F extends @Nullable Object,
        G extends @Nullable Object,
        H extends @Nullable Object,
        R extends @Nullable Object>
    extends Proc8<A, B, C, D, E, F, G, H> {
  R call(A a, B b, C c, D d, E e, F f, G g, H h) throws Exception;

  @Override
  default void run(A a, B b, C c, D d, E e, F f, G g, H h) throws Exception {
    call(a, b, c, d, e, f, g, h);
  }
}
