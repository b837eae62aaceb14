package dev.carafe.annotations.reference;

import org.jspecify.annotations.Nullable;

/// An instance method of 8 arguments with a result.
@FunctionalInterface
@SuppressWarnings(
    "FunctionalInterfaceMethodChanged") // callers name methods, they never pass lambdas
public interface MemberFunc8<
        T extends @Nullable Object,
        A extends @Nullable Object,
        B extends @Nullable Object,
        C extends @Nullable Object,
        D extends @Nullable Object,
        E extends @Nullable Object,
        F extends @Nullable Object,
        G extends @Nullable Object,
        H extends @Nullable Object,
        R extends @Nullable Object>
    extends MemberProc8<T, A, B, C, D, E, F, G, H> {
  R callOn(T receiver, A a, B b, C c, D d, E e, F f, G g, H h) throws Exception;

  @Override
  default void runOn(T receiver, A a, B b, C c, D d, E e, F f, G g, H h) throws Exception {
    callOn(receiver, a, b, c, d, e, f, g, h);
  }
}
