package dev.carafe.annotations.reference;

import org.jspecify.annotations.Nullable;

/// A static method of 5 arguments without a result.
@FunctionalInterface
@SuppressWarnings(
    "FunctionalInterfaceMethodChanged") // callers name methods, they never pass lambdas
public interface Proc5<
        A extends @Nullable Object,
        B extends @Nullable Object,
        C extends @Nullable Object,
        D extends @Nullable Object,
        E extends @Nullable Object>
    extends MemberProc5<@Nullable Object, A, B, C, D, E> {
  void run(A a, B b, C c, D d, E e) throws Exception;

  @Override
  default void runOn(@Nullable Object receiver, A a, B b, C c, D d, E e) throws Exception {
    run(a, b, c, d, e);
  }
}
