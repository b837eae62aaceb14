package dev.carafe.annotations.reference;

import org.jspecify.annotations.Nullable;

/// A method of 1 argument (a receiver counts as one) with a result.
@FunctionalInterface
public interface Func1<A extends @Nullable Object, R extends @Nullable Object> extends Proc1<A> {
  R call(A a) throws Exception;

  @Override
  default void run(A a) throws Exception {
    call(a);
  }
}
