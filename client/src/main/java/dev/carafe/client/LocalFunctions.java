package dev.carafe.client;

import dev.carafe.annotations.reference.BatchedFunc;
import dev.carafe.annotations.reference.Func0;
import dev.carafe.annotations.reference.Func1;
import dev.carafe.annotations.reference.Func2;
import dev.carafe.annotations.reference.Func3;
import dev.carafe.annotations.reference.Func4;
import dev.carafe.annotations.reference.Func5;
import dev.carafe.annotations.reference.Func6;
import dev.carafe.annotations.reference.Func7;
import dev.carafe.annotations.reference.Func8;
import dev.carafe.annotations.reference.MemberBatchedFunc;
import dev.carafe.annotations.reference.MemberFunc0;
import dev.carafe.annotations.reference.MemberFunc1;
import dev.carafe.annotations.reference.MemberFunc2;
import dev.carafe.annotations.reference.MemberFunc3;
import dev.carafe.annotations.reference.MemberFunc4;
import dev.carafe.annotations.reference.MemberFunc5;
import dev.carafe.annotations.reference.MemberFunc6;
import dev.carafe.annotations.reference.MemberFunc7;
import dev.carafe.annotations.reference.MemberFunc8;
import dev.carafe.annotations.reference.MemberProc0;
import dev.carafe.annotations.reference.MemberProc1;
import dev.carafe.annotations.reference.MemberProc2;
import dev.carafe.annotations.reference.MemberProc3;
import dev.carafe.annotations.reference.MemberProc4;
import dev.carafe.annotations.reference.MemberProc5;
import dev.carafe.annotations.reference.MemberProc6;
import dev.carafe.annotations.reference.MemberProc7;
import dev.carafe.annotations.reference.MemberProc8;
import dev.carafe.annotations.reference.Proc0;
import dev.carafe.annotations.reference.Proc1;
import dev.carafe.annotations.reference.Proc2;
import dev.carafe.annotations.reference.Proc3;
import dev.carafe.annotations.reference.Proc4;
import dev.carafe.annotations.reference.Proc5;
import dev.carafe.annotations.reference.Proc6;
import dev.carafe.annotations.reference.Proc7;
import dev.carafe.annotations.reference.Proc8;
import org.jspecify.annotations.Nullable;

/// `local` for a `@Function` of up to eight arguments: runs it in this JVM, with the same hooks.
@SuppressWarnings("overloads") // one is always the most specific: FuncN extends the others
public sealed interface LocalFunctions permits Carafe {
  /// What the overloads below come down to.
  Dispatcher dispatcher();

  default <R extends @Nullable Object> R local(Func0<R> method) {
    return dispatcher().local(method);
  }

  default void local(Proc0 method) {
    dispatcher().local(method);
  }

  default <A extends @Nullable Object, R extends @Nullable Object> R local(
      Func1<A, R> method, A a) {
    return dispatcher().local(method, a);
  }

  default <A extends @Nullable Object> void local(Proc1<A> method, A a) {
    dispatcher().local(method, a);
  }

  default <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
      R local(Func2<A, B, R> method, A a, B b) {
    return dispatcher().local(method, a, b);
  }

  default <A extends @Nullable Object, B extends @Nullable Object> void local(
      Proc2<A, B> method, A a, B b) {
    dispatcher().local(method, a, b);
  }

  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          R extends @Nullable Object>
      R local(Func3<A, B, C, R> method, A a, B b, C c) {
    return dispatcher().local(method, a, b, c);
  }

  default <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
      void local(Proc3<A, B, C> method, A a, B b, C c) {
    dispatcher().local(method, a, b, c);
  }

  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          R extends @Nullable Object>
      R local(Func4<A, B, C, D, R> method, A a, B b, C c, D d) {
    return dispatcher().local(method, a, b, c, d);
  }

  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object>
      void local(Proc4<A, B, C, D> method, A a, B b, C c, D d) {
    dispatcher().local(method, a, b, c, d);
  }

  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          R extends @Nullable Object>
      R local(Func5<A, B, C, D, E, R> method, A a, B b, C c, D d, E e) {
    return dispatcher().local(method, a, b, c, d, e);
  }

  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object>
      void local(Proc5<A, B, C, D, E> method, A a, B b, C c, D d, E e) {
    dispatcher().local(method, a, b, c, d, e);
  }

  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          F extends @Nullable Object,
          R extends @Nullable Object>
      R local(Func6<A, B, C, D, E, F, R> method, A a, B b, C c, D d, E e, F f) {
    return dispatcher().local(method, a, b, c, d, e, f);
  }

  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          F extends @Nullable Object>
      void local(Proc6<A, B, C, D, E, F> method, A a, B b, C c, D d, E e, F f) {
    dispatcher().local(method, a, b, c, d, e, f);
  }

  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          F extends @Nullable Object,
          G extends @Nullable Object,
          R extends @Nullable Object>
      R local(Func7<A, B, C, D, E, F, G, R> method, A a, B b, C c, D d, E e, F f, G g) {
    return dispatcher().local(method, a, b, c, d, e, f, g);
  }

  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          F extends @Nullable Object,
          G extends @Nullable Object>
      void local(Proc7<A, B, C, D, E, F, G> method, A a, B b, C c, D d, E e, F f, G g) {
    dispatcher().local(method, a, b, c, d, e, f, g);
  }

  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          F extends @Nullable Object,
          G extends @Nullable Object,
          H extends @Nullable Object,
          R extends @Nullable Object>
      R local(Func8<A, B, C, D, E, F, G, H, R> method, A a, B b, C c, D d, E e, F f, G g, H h) {
    return dispatcher().local(method, a, b, c, d, e, f, g, h);
  }

  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          F extends @Nullable Object,
          G extends @Nullable Object,
          H extends @Nullable Object>
      void local(Proc8<A, B, C, D, E, F, G, H> method, A a, B b, C c, D d, E e, F f, G g, H h) {
    dispatcher().local(method, a, b, c, d, e, f, g, h);
  }

  default <A extends @Nullable Object, R extends @Nullable Object> R local(
      BatchedFunc<A, R> method, A a) {
    return dispatcher().local(method, a);
  }

  default <T extends @Nullable Object, R extends @Nullable Object> R local(
      MemberFunc0<T, R> method) {
    return dispatcher().local(method);
  }

  default <T extends @Nullable Object> void local(MemberProc0<T> method) {
    dispatcher().local(method);
  }

  default <T extends @Nullable Object, A extends @Nullable Object, R extends @Nullable Object>
      R local(MemberFunc1<T, A, R> method, A a) {
    return dispatcher().local(method, a);
  }

  default <T extends @Nullable Object, A extends @Nullable Object> void local(
      MemberProc1<T, A> method, A a) {
    dispatcher().local(method, a);
  }

  default <
          T extends @Nullable Object,
          A extends @Nullable Object,
          B extends @Nullable Object,
          R extends @Nullable Object>
      R local(MemberFunc2<T, A, B, R> method, A a, B b) {
    return dispatcher().local(method, a, b);
  }

  default <T extends @Nullable Object, A extends @Nullable Object, B extends @Nullable Object>
      void local(MemberProc2<T, A, B> method, A a, B b) {
    dispatcher().local(method, a, b);
  }

  default <
          T extends @Nullable Object,
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          R extends @Nullable Object>
      R local(MemberFunc3<T, A, B, C, R> method, A a, B b, C c) {
    return dispatcher().local(method, a, b, c);
  }

  default <
          T extends @Nullable Object,
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object>
      void local(MemberProc3<T, A, B, C> method, A a, B b, C c) {
    dispatcher().local(method, a, b, c);
  }

  default <
          T extends @Nullable Object,
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          R extends @Nullable Object>
      R local(MemberFunc4<T, A, B, C, D, R> method, A a, B b, C c, D d) {
    return dispatcher().local(method, a, b, c, d);
  }

  default <
          T extends @Nullable Object,
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object>
      void local(MemberProc4<T, A, B, C, D> method, A a, B b, C c, D d) {
    dispatcher().local(method, a, b, c, d);
  }

  default <
          T extends @Nullable Object,
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          R extends @Nullable Object>
      R local(MemberFunc5<T, A, B, C, D, E, R> method, A a, B b, C c, D d, E e) {
    return dispatcher().local(method, a, b, c, d, e);
  }

  default <
          T extends @Nullable Object,
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object>
      void local(MemberProc5<T, A, B, C, D, E> method, A a, B b, C c, D d, E e) {
    dispatcher().local(method, a, b, c, d, e);
  }

  default <
          T extends @Nullable Object,
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          F extends @Nullable Object,
          R extends @Nullable Object>
      R local(MemberFunc6<T, A, B, C, D, E, F, R> method, A a, B b, C c, D d, E e, F f) {
    return dispatcher().local(method, a, b, c, d, e, f);
  }

  default <
          T extends @Nullable Object,
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          F extends @Nullable Object>
      void local(MemberProc6<T, A, B, C, D, E, F> method, A a, B b, C c, D d, E e, F f) {
    dispatcher().local(method, a, b, c, d, e, f);
  }

  default <
          T extends @Nullable Object,
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          F extends @Nullable Object,
          G extends @Nullable Object,
          R extends @Nullable Object>
      R local(MemberFunc7<T, A, B, C, D, E, F, G, R> method, A a, B b, C c, D d, E e, F f, G g) {
    return dispatcher().local(method, a, b, c, d, e, f, g);
  }

  default <
          T extends @Nullable Object,
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          F extends @Nullable Object,
          G extends @Nullable Object>
      void local(MemberProc7<T, A, B, C, D, E, F, G> method, A a, B b, C c, D d, E e, F f, G g) {
    dispatcher().local(method, a, b, c, d, e, f, g);
  }

  default <
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
      R local(
          MemberFunc8<T, A, B, C, D, E, F, G, H, R> method,
          A a,
          B b,
          C c,
          D d,
          E e,
          F f,
          G g,
          H h) {
    return dispatcher().local(method, a, b, c, d, e, f, g, h);
  }

  default <
          T extends @Nullable Object,
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          F extends @Nullable Object,
          G extends @Nullable Object,
          H extends @Nullable Object>
      void local(
          MemberProc8<T, A, B, C, D, E, F, G, H> method, A a, B b, C c, D d, E e, F f, G g, H h) {
    dispatcher().local(method, a, b, c, d, e, f, g, h);
  }

  default <T extends @Nullable Object, A extends @Nullable Object, R extends @Nullable Object>
      R local(MemberBatchedFunc<T, A, R> method, A a) {
    return dispatcher().local(method, a);
  }
}
