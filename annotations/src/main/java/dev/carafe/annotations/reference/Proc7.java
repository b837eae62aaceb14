package dev.carafe.annotations.reference;

import org.jspecify.annotations.Nullable;

/// A static method of 7 arguments without a result.
@FunctionalInterface
@SuppressWarnings(
    "FunctionalInterfaceMethodChanged") // callers name methods, they never pass lambdas
public interface Proc7<
        A extends @Nullable Object,
        B extends @Nullable Object,
        C extends @Nullable Object,
        D extends @Nullable Object,
        E extends @Nullable Object,
        F extends @Nullable Object,
        G extends @Nullable Object>
    extends MemberProc7<@Nullable Object, A, B, C, D, E, F, G> {
  void run(A a, B b, C c, D d, E e, F f, G g) throws Exception;

  @Override
  default void runOn(@Nullable Object receiver, A a, B b, C c, D d, E e, F f, G g)
      throws Exception {
    run(a, b, c, d, e, f, g);
  }
}
