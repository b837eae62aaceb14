package dev.carafe.annotations.reference;

import org.jspecify.annotations.Nullable;

/// A method of 1 argument (a receiver counts as one) without a result.
@FunctionalInterface
public interface Proc1<A extends @Nullable Object> extends MethodReference {
  void run(A a) throws Exception;
}
