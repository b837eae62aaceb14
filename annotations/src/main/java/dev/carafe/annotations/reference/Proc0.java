package dev.carafe.annotations.reference;

import org.jspecify.annotations.Nullable;

/// A static method of 0 arguments without a result.
@FunctionalInterface
@SuppressWarnings(
    "FunctionalInterfaceMethodChanged") // callers name methods, they never pass lambdas
public interface Proc0 extends MemberProc0<@Nullable Object> {
  void run() throws Exception;

  @Override
  default void runOn(@Nullable Object receiver) throws Exception {
    run();
  }
}
