package dev.carafe.annotations.reference;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A static method of 1 argument with a result.
@FunctionalInterface
@SuppressWarnings(
    "FunctionalInterfaceMethodChanged") // callers name methods, they never pass lambdas
public interface Func1<A extends @Nullable Object, R extends @Nullable Object>
    extends Proc1<A>, MemberFunc1<@Nullable Object, A, R>, BatchedFunc<A, R> {
  R call(A a) throws Exception;

  @Override
  default void run(A a) throws Exception {
    call(a);
  }

  @Override
  default R callOn(@Nullable Object receiver, A a) throws Exception {
    return call(a);
  }

  @Override
  default void runOn(@Nullable Object receiver, A a) throws Exception {
    call(a);
  }

  @Override
  default List<R> callBatch(List<A> elements) throws Exception {
    throw new UnsupportedOperationException("not a @Batched method");
  }

  @Override
  default List<R> callBatchOn(@Nullable Object receiver, List<A> elements) throws Exception {
    throw new UnsupportedOperationException("not a @Batched method");
  }
}
