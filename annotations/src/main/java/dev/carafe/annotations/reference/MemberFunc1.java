package dev.carafe.annotations.reference;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// An instance method of 1 argument with a result.
@FunctionalInterface
@SuppressWarnings(
    "FunctionalInterfaceMethodChanged") // callers name methods, they never pass lambdas
public interface MemberFunc1<
        T extends @Nullable Object, A extends @Nullable Object, R extends @Nullable Object>
    extends MemberProc1<T, A>, MemberBatchedFunc<T, A, R> {
  R callOn(T receiver, A a) throws Exception;

  @Override
  default void runOn(T receiver, A a) throws Exception {
    callOn(receiver, a);
  }

  @Override
  default List<R> callBatchOn(T receiver, List<A> elements) throws Exception {
    throw new UnsupportedOperationException("not a @Batched method");
  }
}
