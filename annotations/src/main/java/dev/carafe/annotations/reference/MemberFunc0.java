package dev.carafe.annotations.reference;

import org.jspecify.annotations.Nullable;

/// An instance method of 0 arguments with a result.
@FunctionalInterface
@SuppressWarnings(
    "FunctionalInterfaceMethodChanged") // callers name methods, they never pass lambdas
public interface MemberFunc0<T extends @Nullable Object, R extends @Nullable Object>
    extends MemberProc0<T> {
  R callOn(T receiver) throws Exception;

  @Override
  default void runOn(T receiver) throws Exception {
    callOn(receiver);
  }
}
