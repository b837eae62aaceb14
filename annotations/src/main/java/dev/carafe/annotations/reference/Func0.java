package dev.carafe.annotations.reference;

import org.jspecify.annotations.Nullable;

/// A static method of 0 arguments with a result.
@FunctionalInterface
@SuppressWarnings(
    "FunctionalInterfaceMethodChanged") // callers name methods, they never pass lambdas
public interface Func0<R extends @Nullable Object> extends Proc0, MemberFunc0<@Nullable Object, R> {
  R call() throws Exception;

  @Override
  default void run() throws Exception {
    call();
  }

  @Override
  default R callOn(@Nullable Object receiver) throws Exception {
    return call();
  }

  @Override
  default void runOn(@Nullable Object receiver) throws Exception {
    call();
  }
}
