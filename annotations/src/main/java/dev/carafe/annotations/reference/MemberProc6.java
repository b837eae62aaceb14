package dev.carafe.annotations.reference;

import org.jspecify.annotations.Nullable;

/// An instance method of 6 arguments without a result.
@FunctionalInterface
public interface MemberProc6<
        T extends @Nullable Object,
        A extends @Nullable Object,
        B extends @Nullable Object,
        C extends @Nullable Object,
        D extends @Nullable Object,
        E extends @Nullable Object,
        F extends @Nullable Object>
    extends MethodReference {
  void runOn(T receiver, A a, B b, C c, D d, E e, F f) throws Exception;
}
