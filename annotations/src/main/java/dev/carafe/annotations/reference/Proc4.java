package dev.carafe.annotations.reference;

import org.jspecify.annotations.Nullable;

/// A static method of 4 arguments without a result.
@FunctionalInterface
@SuppressWarnings(
    "FunctionalInterfaceMethodChanged") // callers name methods, they never pass lambdas
public interface Proc4<
        A extends @Nullable Object,
        B extends @Nullable Object,
        C extends @Nullable Object,
        D extends @Nullable Object>
    extends MemberProc4<@Nullable Object, A, B, C, D> {
  void run(A a, B b, C c, D d) throws Exception;

  @Override
  default void runOn(@Nullable Object receiver, A a, B b, C c, D d) throws Exception {
    run(a, b, c, d);
  }
}
