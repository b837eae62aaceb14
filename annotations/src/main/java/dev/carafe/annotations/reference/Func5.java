package dev.carafe.annotations.reference;

import org.jspecify.annotations.Nullable;

/// A static method of 5 arguments with a result.
@FunctionalInterface
@SuppressWarnings(
    "FunctionalInterfaceMethodChanged") // callers name methods, they never pass lambdas
public interface Func5<
        A extends @Nullable Object,
        B extends @Nullable Object,
        C extends @Nullable Object,
        D extends @Nullable Object,
        E extends @Nullable Object,
        R extends @Nullable Object>
    extends Proc5<A, B, C, D, E>, MemberFunc5<@Nullable Object, A, B, C, D, E, R> {
  R call(A a, B b, C c, D d, E e) throws Exception;

  @Override
  default void run(A a, B b, C c, D d, E e) throws Exception {
    call(a, b, c, d, e);
  }

  @Override
  default R callOn(@Nullable Object receiver, A a, B b, C c, D d, E e) throws Exception {
    return call(a, b, c, d, e);
  }

  @Override
  default void runOn(@Nullable Object receiver, A a, B b, C c, D d, E e) throws Exception {
    call(a, b, c, d, e);
  }
}
