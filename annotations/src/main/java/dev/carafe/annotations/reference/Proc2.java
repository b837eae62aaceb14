package dev.carafe.annotations.reference;

import org.jspecify.annotations.Nullable;

/// A method of 2 arguments (a receiver counts as one) without a result.
@FunctionalInterface
public interface Proc2<A extends @Nullable Object, B extends @Nullable Object>
    extends MethodReference {
  void run(A a, B b) throws Exception;
}
