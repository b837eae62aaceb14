package dev.carafe.annotations.reference;

import org.jspecify.annotations.Nullable;

/// An instance method of 3 arguments with a result.
@FunctionalInterface
@SuppressWarnings(
    "FunctionalInterfaceMethodChanged") // callers name methods, they never pass lambdas
public interface MemberFunc3<
        T extends @Nullable Object,
        A extends @Nullable Object,
        B extends @Nullable Object,
        C extends @Nullable Object,
        R extends @Nullable Object>
    extends MemberProc3<T, A, B, C> {
  R callOn(T receiver, A a, B b, C c) throws Exception;

  @Override
  default void runOn(T receiver, A a, B b, C c) throws Exception {
    callOn(receiver, a, b, c);
  }
}
