package dev.carafe.annotations.reference;

import org.jspecify.annotations.Nullable;

/// A static method of 4 arguments with a result.
@FunctionalInterface
@SuppressWarnings(
    "FunctionalInterfaceMethodChanged") // callers name methods, they never pass lambdas
public interface Func4<
        A extends @Nullable Object,
        B extends @Nullable Object,
        C extends @Nullable Object,
        D extends @Nullable Object,
        R extends @Nullable Object>
    extends Proc4<A, B, C, D>, MemberFunc4<@Nullable Object, A, B, C, D, R> {
  R call(A a, B b, C c, D d) throws Exception;

  @Override
  default void run(A a, B b, C c, D d) throws Exception {
    call(a, b, c, d);
  }

  @Override
  default R callOn(@Nullable Object receiver, A a, B b, C c, D d) throws Exception {
    return call(a, b, c, d);
  }

  @Override
  default void runOn(@Nullable Object receiver, A a, B b, C c, D d) throws Exception {
    call(a, b, c, d);
  }
}
