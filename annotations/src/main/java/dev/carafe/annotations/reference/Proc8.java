package dev.carafe.annotations.reference;

import org.jspecify.annotations.Nullable;

/// A static method of 8 arguments without a result.
@FunctionalInterface
@SuppressWarnings(
    "FunctionalInterfaceMethodChanged") // callers name methods, they never pass lambdas
public interface Proc8<
        A extends @Nullable Object,
        B extends @Nullable Object,
        C extends @Nullable Object,
        D extends @Nullable Object,
        E extends @Nullable Object,
        F extends @Nullable Object,
        G extends @Nullable Object,
        H extends @Nullable Object>
    extends MemberProc8<@Nullable Object, A, B, C, D, E, F, G, H> {
  void run(A a, B b, C c, D d, E e, F f, G g, H h) throws Exception;

  @Override
  default void runOn(@Nullable Object receiver, A a, B b, C c, D d, E e, F f, G g, H h)
      throws Exception {
    run(a, b, c, d, e, f, g, h);
  }
}
