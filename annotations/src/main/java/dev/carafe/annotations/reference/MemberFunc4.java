package dev.carafe.annotations.reference;

import org.jspecify.annotations.Nullable;

/// An instance method of 4 arguments with a result.
@FunctionalInterface
@SuppressWarnings(
    "FunctionalInterfaceMethodChanged") // callers name methods, they never pass lambdas
public interface MemberFunc4<
        T extends @Nullable Object,
        A extends @Nullable Object,
        B extends @Nullable Object,
        C extends @Nullable Object,
        D extends @Nullable Object,
        R extends @Nullable Object>
    extends MemberProc4<T, A, B, C, D> {
  R callOn(T receiver, A a, B b, C c, D d) throws Exception;

  @Override
  default void runOn(T receiver, A a, B b, C c, D d) throws Exception {
    callOn(receiver, a, b, c, d);
  }
}
