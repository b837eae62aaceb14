package dev.carafe.annotations.reference;

import org.jspecify.annotations.Nullable;

/// A static method of 3 arguments without a result.
@FunctionalInterface
@SuppressWarnings(
    "FunctionalInterfaceMethodChanged") // callers name methods, they never pass lambdas
public interface Proc3<
        A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
    extends MemberProc3<@Nullable Object, A, B, C> {
  void run(A a, B b, C c) throws Exception;

  @Override
  default void runOn(@Nullable Object receiver, A a, B b, C c) throws Exception {
    run(a, b, c);
  }
}
