package dev.carafe.annotations.reference;

import org.jspecify.annotations.Nullable;

/// An instance method of 2 arguments without a result.
@FunctionalInterface
public interface MemberProc2<
        T extends @Nullable Object, A extends @Nullable Object, B extends @Nullable Object>
    extends MethodReference {
  void runOn(T receiver, A a, B b) throws Exception;
}
