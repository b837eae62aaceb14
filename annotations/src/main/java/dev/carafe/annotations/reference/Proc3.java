package dev.carafe.annotations.reference;

import org.jspecify.annotations.Nullable;

/// A method of 3 arguments (a receiver counts as one) without a result.
@FunctionalInterface
public interface Proc3<
        A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
    extends MethodReference {
  void run(A a, B b, C c) throws Exception;
}
