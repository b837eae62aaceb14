package dev.carafe.annotations.reference;

import org.jspecify.annotations.Nullable;

/// An instance method of 6 arguments with a result.
@FunctionalInterface
@SuppressWarnings(
    "FunctionalInterfaceMethodChanged") // callers name methods, they never pass lambdas
public interface MemberFunc6<
        T extends @Nullable Object,
        A extends @Nullable Object,
        B extends @Nullable Object,
        C extends @Nullable Object,
        D extends @Nullable Object,
        E extends @Nullable Object,
        F extends @Nullable Object,
        R extends @Nullable Object>
    extends MemberProc6<T, A, B, C, D, E, F> {
  R callOn(T receiver, A a, B b, C c, D d, E e, F f) throws Exception;

  @Override
  default void runOn(T receiver, A a, B b, C c, D d, E e, F f) throws Exception {
    callOn(receiver, a, b, c, d, e, f);
  }
}
