package dev.carafe.annotations.reference;

import org.jspecify.annotations.Nullable;

/// A static method of 1 argument without a result.
@FunctionalInterface
@SuppressWarnings(
    "FunctionalInterfaceMethodChanged") // callers name methods, they never pass lambdas
public interface Proc1<A extends @Nullable Object> extends MemberProc1<@Nullable Object, A> {
  void run(A a) throws Exception;

  @Override
  default void runOn(@Nullable Object receiver, A a) throws Exception {
    run(a);
  }
}
