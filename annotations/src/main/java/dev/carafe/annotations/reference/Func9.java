package dev.carafe.annotations.reference;

import org.jspecify.annotations.Nullable;

/// A method of 9 arguments (a receiver counts as one) with a result.
@FunctionalInterface
public interface Func9<
        A extends @Nullable Object,
        B extends @Nullable Object,
        C extends @Nullable Object,
        D extends @Nullable Object,
        E extends @Nullable Object,
        F extends @Nullable Object,
        G extends @Nullable Object,
        H extends @Nullable Object,
        I extends @Nullable Object,
        R extends @Nullable Object>
    extends Proc9<A, B, C, D, E, F, G, H, I> {
  R call(A a, B b, C c, D d, E e, F f, G g, H h, I i) throws Exception;

  @Override
  default void run(A a, B b, C c, D d, E e, F f, G g, H h, I i) throws Exception {
    call(a, b, c, d, e, f, g, h, i);
  }
}
