package dev.carafe.annotations.reference;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A method of 2 arguments (a receiver counts as one) with a result.
@FunctionalInterface
@SuppressWarnings(
    "FunctionalInterfaceMethodChanged") // callers name methods, they never pass lambdas
public interface Func2<
        A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
    extends Proc2<A, B>, BatchedFunc<A, B, R> {
  R call(A a, B b) throws Exception;

  @Override
  default void run(A a, B b) throws Exception {
    call(a, b);
  }

  @Override
  default List<R> callBatch(A receiver, List<B> elements) throws Exception {
    throw new UnsupportedOperationException("not a @Batched method");
  }
}
