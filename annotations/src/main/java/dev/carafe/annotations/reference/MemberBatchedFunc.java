package dev.carafe.annotations.reference;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A `@Batched` instance method: a list of elements in, a list of equal length out. Callers pass
/// one element and get one.
@FunctionalInterface
public interface MemberBatchedFunc<
        T extends @Nullable Object, A extends @Nullable Object, R extends @Nullable Object>
    extends MethodReference {
  List<R> callBatchOn(T receiver, List<A> elements) throws Exception;
}
