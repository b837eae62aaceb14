package dev.carafe.annotations.reference;

import org.jspecify.annotations.Nullable;

/// An instance method of 2 arguments with a result.
@FunctionalInterface
@SuppressWarnings(
    "FunctionalInterfaceMethodChanged") // callers name methods, they never pass lambdas
public interface MemberFunc2<
        T extends @Nullable Object,
        A extends @Nullable Object,
        B extends @Nullable Object,
        R extends @Nullable Object>
    extends MemberProc2<T, A, B> {
  R callOn(T receiver, A a, B b) throws Exception;

  @Override
  default void runOn(T receiver, A a, B b) throws Exception {
    callOn(receiver, a, b);
  }
}
