package dev.carafe.annotations.reference;

import org.jspecify.annotations.Nullable;

/// A static method of 6 arguments with a result.
@FunctionalInterface
@SuppressWarnings(
    "FunctionalInterfaceMethodChanged") // callers name methods, they never pass lambdas
public interface Func6<
        A extends @Nullable Object,
        B extends @Nullable Object,
        C extends @Nullable Object,
        D extends @Nullable Object,
        E extends @Nullable Object,
        F extends @Nullable Object,
        R extends @Nullable Object>
    extends Proc6<A, B, C, D, E, F>, MemberFunc6<@Nullable Object, A, B, C, D, E, F, R> {
  R call(A a, B b, C c, D d, E e, F f) throws Exception;

  @Override
  default void run(A a, B b, C c, D d, E e, F f) throws Exception {
    call(a, b, c, d, e, f);
  }

  @Override
  default R callOn(@Nullable Object receiver, A a, B b, C c, D d, E e, F f) throws Exception {
    return call(a, b, c, d, e, f);
  }

  @Override
  default void runOn(@Nullable Object receiver, A a, B b, C c, D d, E e, F f) throws Exception {
    call(a, b, c, d, e, f);
  }
}
