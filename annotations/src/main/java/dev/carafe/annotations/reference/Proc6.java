package dev.carafe.annotations.reference;

import org.jspecify.annotations.Nullable;

/// A method of 6 arguments (a receiver counts as one) without a result.
@FunctionalInterface
public interface Proc6<
        A extends @Nullable Object,
        B extends @Nullable Object,
        C extends @Nullable Object,
        D extends @Nullable Object,
        E extends @Nullable Object,
        F extends @Nullable Object>
    extends MethodReference {
  void run(A a, B b, C c, D d, E e, F f) throws Exception;
}
