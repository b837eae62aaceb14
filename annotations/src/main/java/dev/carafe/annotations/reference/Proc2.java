package dev.carafe.annotations.reference;

import org.jspecify.annotations.Nullable;

/// A static method of 2 arguments without a result.
@FunctionalInterface
@SuppressWarnings(
    "FunctionalInterfaceMethodChanged") // callers name methods, they never pass lambdas
public interface Proc2<A extends @Nullable Object, B extends @Nullable Object>
    extends MemberProc2<@Nullable Object, A, B> {
  void run(A a, B b) throws Exception;

  @Override
  default void runOn(@Nullable Object receiver, A a, B b) throws Exception {
    run(a, b);
  }
}
