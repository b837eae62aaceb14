package dev.carafe.annotations.reference;

import org.jspecify.annotations.Nullable;

/// A static method of 8 arguments with a result.
@FunctionalInterface
@SuppressWarnings(
    "FunctionalInterfaceMethodChanged") // callers name methods, they never pass lambdas
public interface Func8<
        A extends @Nullable Object,
        B extends @Nullable Object,
        C extends @Nullable Object,
        D extends @Nullable Object,
        E extends @Nullable Object,
        F extends @Nullable Object,
        G extends @Nullable Object,
        H extends @Nullable Object,
        R extends @Nullable Object>
    extends Proc8<A, B, C, D, E, F, G, H>,
        MemberFunc8<@Nullable Object, A, B, C, D, E, F, G, H, R> {
  R call(A a, B b, C c, D d, E e, F f, G g, H h) throws Exception;

  @Override
  default void run(A a, B b, C c, D d, E e, F f, G g, H h) throws Exception {
    call(a, b, c, d, e, f, g, h);
  }

  @Override
  default R callOn(@Nullable Object receiver, A a, B b, C c, D d, E e, F f, G g, H h)
      throws Exception {
    return call(a, b, c, d, e, f, g, h);
  }

  @Override
  default void runOn(@Nullable Object receiver, A a, B b, C c, D d, E e, F f, G g, H h)
      throws Exception {
    call(a, b, c, d, e, f, g, h);
  }
}
