package dev.carafe.annotations.reference;

import org.jspecify.annotations.Nullable;

/// An instance method of 5 arguments with a result.
@FunctionalInterface
@SuppressWarnings(
    "FunctionalInterfaceMethodChanged") // callers name methods, they never pass lambdas
public interface MemberFunc5<
        T extends @Nullable Object,
        A extends @Nullable Object,
        B extends @Nullable Object,
        C extends @Nullable Object,
        D extends @Nullable Object,
        E extends @Nullable Object,
        R extends @Nullable Object>
    extends MemberProc5<T, A, B, C, D, E> {
  R callOn(T receiver, A a, B b, C c, D d, E e) throws Exception;

  @Override
  default void runOn(T receiver, A a, B b, C c, D d, E e) throws Exception {
    callOn(receiver, a, b, c, d, e);
  }
}
