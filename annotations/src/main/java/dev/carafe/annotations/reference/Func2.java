package dev.carafe.annotations.reference;

import org.jspecify.annotations.Nullable;

/// A static method of 2 arguments with a result.
@FunctionalInterface
@SuppressWarnings(
    "FunctionalInterfaceMethodChanged") // callers name methods, they never pass lambdas
public interface Func2<
        A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
    extends Proc2<A, B>, MemberFunc2<@Nullable Object, A, B, R> {
  R call(A a, B b) throws Exception;

  @Override
  default void run(A a, B b) throws Exception {
    call(a, b);
  }

  @Override
  default R callOn(@Nullable Object receiver, A a, B b) throws Exception {
    return call(a, b);
  }

  @Override
  default void runOn(@Nullable Object receiver, A a, B b) throws Exception {
    call(a, b);
  }
}
