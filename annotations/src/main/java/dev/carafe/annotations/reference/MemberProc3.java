package dev.carafe.annotations.reference;

import org.jspecify.annotations.Nullable;

/// An instance method of 3 arguments without a result.
@FunctionalInterface
public interface MemberProc3<
        T extends @Nullable Object,
        A extends @Nullable Object,
        B extends @Nullable Object,
        C extends @Nullable Object>
    extends MethodReference {
  void runOn(T receiver, A a, B b, C c) throws Exception;
}
