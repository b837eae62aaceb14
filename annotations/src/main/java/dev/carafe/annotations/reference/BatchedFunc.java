package dev.carafe.annotations.reference;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A static `@Batched` method: a list of elements in, a list of equal length out. Callers pass one
/// element and get one.
@FunctionalInterface
@SuppressWarnings(
    "FunctionalInterfaceMethodChanged") // callers name methods, they never pass lambdas
public interface BatchedFunc<A extends @Nullable Object, R extends @Nullable Object>
    extends MemberBatchedFunc<@Nullable Object, A, R> {
  List<R> callBatch(List<A> elements) throws Exception;

  @Override
  default List<R> callBatchOn(@Nullable Object receiver, List<A> elements) throws Exception {
    return callBatch(elements);
  }
}
