package dev.carafe.annotations.reference;

import org.jspecify.annotations.Nullable;

/// A static method of 7 arguments with a result.
@FunctionalInterface
@SuppressWarnings(
    "FunctionalInterfaceMethodChanged") // callers name methods, they never pass lambdas
public interface Func7<
        A extends @Nullable Object,
        B extends @Nullable Object,
        C extends @Nullable Object,
        D extends @Nullable Object,
        E extends @Nullable Object,
        F extends @Nullable Object,
        G extends @Nullable Object,
        R extends @Nullable Object>
    extends Proc7<A, B, C, D, E, F, G>, MemberFunc7<@Nullable Object, A, B, C, D, E, F, G, R> {
  R call(A a, B b, C c, D d, E e, F f, G g) throws Exception;

  @Override
  default void run(A a, B b, C c, D d, E e, F f, G g) throws Exception {
    call(a, b, c, d, e, f, g);
  }

  @Override
  default R callOn(@Nullable Object receiver, A a, B b, C c, D d, E e, F f, G g) throws Exception {
    return call(a, b, c, d, e, f, g);
  }

  @Override
  default void runOn(@Nullable Object receiver, A a, B b, C c, D d, E e, F f, G g)
      throws Exception {
    call(a, b, c, d, e, f, g);
  }
}
