package dev.carafe.annotations.reference;

import org.jspecify.annotations.Nullable;

/// A static method of 3 arguments with a result.
@FunctionalInterface
@SuppressWarnings(
    "FunctionalInterfaceMethodChanged") // callers name methods, they never pass lambdas
public interface Func3<
        A extends @Nullable Object,
        B extends @Nullable Object,
        C extends @Nullable Object,
        R extends @Nullable Object>
    extends Proc3<A, B, C>, MemberFunc3<@Nullable Object, A, B, C, R> {
  R call(A a, B b, C c) throws Exception;

  @Override
  default void run(A a, B b, C c) throws Exception {
    call(a, b, c);
  }

  @Override
  default R callOn(@Nullable Object receiver, A a, B b, C c) throws Exception {
    return call(a, b, c);
  }

  @Override
  default void runOn(@Nullable Object receiver, A a, B b, C c) throws Exception {
    call(a, b, c);
  }
}
