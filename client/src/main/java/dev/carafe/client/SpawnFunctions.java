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

/// `spawn` for a `@Function` of up to eight arguments: gives back a call that is durable once this
/// returns: it survives a restart of the server, of containers and of this program.
@SuppressWarnings("overloads") // one is always the most specific: FuncN extends the others
public sealed interface SpawnFunctions permits Carafe {
  /// What the overloads below come down to.
  Dispatcher dispatcher();

  default <R extends @Nullable Object> Call<R> spawn(Func0<R> method) {
    return dispatcher().spawn(method);
  }

  default Call<@Nullable Void> spawn(Proc0 method) {
    return dispatcher().spawn(method);
  }

  default <A extends @Nullable Object, R extends @Nullable Object> Call<R> spawn(
      Func1<A, R> method, A a) {
    return dispatcher().spawn(method, a);
  }

  default <A extends @Nullable Object> Call<@Nullable Void> spawn(Proc1<A> method, A a) {
    return dispatcher().spawn(method, a);
  }

  default <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
      Call<R> spawn(Func2<A, B, R> method, A a, B b) {
    return dispatcher().spawn(method, a, b);
  }

  default <A extends @Nullable Object, B extends @Nullable Object> Call<@Nullable Void> spawn(
      Proc2<A, B> method, A a, B b) {
    return dispatcher().spawn(method, a, b);
  }

  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          R extends @Nullable Object>
      Call<R> spawn(Func3<A, B, C, R> method, A a, B b, C c) {
    return dispatcher().spawn(method, a, b, c);
  }

  default <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
      Call<@Nullable Void> spawn(Proc3<A, B, C> method, A a, B b, C c) {
    return dispatcher().spawn(method, a, b, c);
  }

  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          R extends @Nullable Object>
      Call<R> spawn(Func4<A, B, C, D, R> method, A a, B b, C c, D d) {
    return dispatcher().spawn(method, a, b, c, d);
  }

  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object>
      Call<@Nullable Void> spawn(Proc4<A, B, C, D> method, A a, B b, C c, D d) {
    return dispatcher().spawn(method, a, b, c, d);
  }

  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          R extends @Nullable Object>
      Call<R> spawn(Func5<A, B, C, D, E, R> method, A a, B b, C c, D d, E e) {
    return dispatcher().spawn(method, a, b, c, d, e);
  }

  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object>
      Call<@Nullable Void> spawn(Proc5<A, B, C, D, E> method, A a, B b, C c, D d, E e) {
    return dispatcher().spawn(method, a, b, c, d, e);
  }

  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          F extends @Nullable Object,
          R extends @Nullable Object>
      Call<R> spawn(Func6<A, B, C, D, E, F, R> method, A a, B b, C c, D d, E e, F f) {
    return dispatcher().spawn(method, a, b, c, d, e, f);
  }

  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          F extends @Nullable Object>
      Call<@Nullable Void> spawn(Proc6<A, B, C, D, E, F> method, A a, B b, C c, D d, E e, F f) {
    return dispatcher().spawn(method, a, b, c, d, e, f);
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
      Call<R> spawn(Func7<A, B, C, D, E, F, G, R> method, A a, B b, C c, D d, E e, F f, G g) {
    return dispatcher().spawn(method, a, b, c, d, e, f, g);
  }

  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          F extends @Nullable Object,
          G extends @Nullable Object>
      Call<@Nullable Void> spawn(
          Proc7<A, B, C, D, E, F, G> method, A a, B b, C c, D d, E e, F f, G g) {
    return dispatcher().spawn(method, a, b, c, d, e, f, g);
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
      Call<R> spawn(
          Func8<A, B, C, D, E, F, G, H, R> method, A a, B b, C c, D d, E e, F f, G g, H h) {
    return dispatcher().spawn(method, a, b, c, d, e, f, g, h);
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
      Call<@Nullable Void> spawn(
          Proc8<A, B, C, D, E, F, G, H> method, A a, B b, C c, D d, E e, F f, G g, H h) {
    return dispatcher().spawn(method, a, b, c, d, e, f, g, h);
  }

  default <A extends @Nullable Object, R extends @Nullable Object> Call<R> spawn(
      BatchedFunc<A, R> method, A a) {
    return dispatcher().spawn(method, a);
  }

  default <T extends @Nullable Object, R extends @Nullable Object> Call<R> spawn(
      MemberFunc0<T, R> method) {
    return dispatcher().spawn(method);
  }

  default <T extends @Nullable Object> Call<@Nullable Void> spawn(MemberProc0<T> method) {
    return dispatcher().spawn(method);
  }

  default <T extends @Nullable Object, A extends @Nullable Object, R extends @Nullable Object>
      Call<R> spawn(MemberFunc1<T, A, R> method, A a) {
    return dispatcher().spawn(method, a);
  }

  default <T extends @Nullable Object, A extends @Nullable Object> Call<@Nullable Void> spawn(
      MemberProc1<T, A> method, A a) {
    return dispatcher().spawn(method, a);
  }

  default <
          T extends @Nullable Object,
          A extends @Nullable Object,
          B extends @Nullable Object,
          R extends @Nullable Object>
      Call<R> spawn(MemberFunc2<T, A, B, R> method, A a, B b) {
    return dispatcher().spawn(method, a, b);
  }

  default <T extends @Nullable Object, A extends @Nullable Object, B extends @Nullable Object>
      Call<@Nullable Void> spawn(MemberProc2<T, A, B> method, A a, B b) {
    return dispatcher().spawn(method, a, b);
  }

  default <
          T extends @Nullable Object,
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          R extends @Nullable Object>
      Call<R> spawn(MemberFunc3<T, A, B, C, R> method, A a, B b, C c) {
    return dispatcher().spawn(method, a, b, c);
  }

  default <
          T extends @Nullable Object,
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object>
      Call<@Nullable Void> spawn(MemberProc3<T, A, B, C> method, A a, B b, C c) {
    return dispatcher().spawn(method, a, b, c);
  }

  default <
          T extends @Nullable Object,
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          R extends @Nullable Object>
      Call<R> spawn(MemberFunc4<T, A, B, C, D, R> method, A a, B b, C c, D d) {
    return dispatcher().spawn(method, a, b, c, d);
  }

  default <
          T extends @Nullable Object,
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object>
      Call<@Nullable Void> spawn(MemberProc4<T, A, B, C, D> method, A a, B b, C c, D d) {
    return dispatcher().spawn(method, a, b, c, d);
  }

  default <
          T extends @Nullable Object,
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          R extends @Nullable Object>
      Call<R> spawn(MemberFunc5<T, A, B, C, D, E, R> method, A a, B b, C c, D d, E e) {
    return dispatcher().spawn(method, a, b, c, d, e);
  }

  default <
          T extends @Nullable Object,
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object>
      Call<@Nullable Void> spawn(MemberProc5<T, A, B, C, D, E> method, A a, B b, C c, D d, E e) {
    return dispatcher().spawn(method, a, b, c, d, e);
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
      Call<R> spawn(MemberFunc6<T, A, B, C, D, E, F, R> method, A a, B b, C c, D d, E e, F f) {
    return dispatcher().spawn(method, a, b, c, d, e, f);
  }

  default <
          T extends @Nullable Object,
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          F extends @Nullable Object>
      Call<@Nullable Void> spawn(
          MemberProc6<T, A, B, C, D, E, F> method, A a, B b, C c, D d, E e, F f) {
    return dispatcher().spawn(method, a, b, c, d, e, f);
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
      Call<R> spawn(
          MemberFunc7<T, A, B, C, D, E, F, G, R> method, A a, B b, C c, D d, E e, F f, G g) {
    return dispatcher().spawn(method, a, b, c, d, e, f, g);
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
      Call<@Nullable Void> spawn(
          MemberProc7<T, A, B, C, D, E, F, G> method, A a, B b, C c, D d, E e, F f, G g) {
    return dispatcher().spawn(method, a, b, c, d, e, f, g);
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
      Call<R> spawn(
          MemberFunc8<T, A, B, C, D, E, F, G, H, R> method,
          A a,
          B b,
          C c,
          D d,
          E e,
          F f,
          G g,
          H h) {
    return dispatcher().spawn(method, a, b, c, d, e, f, g, h);
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
      Call<@Nullable Void> spawn(
          MemberProc8<T, A, B, C, D, E, F, G, H> method, A a, B b, C c, D d, E e, F f, G g, H h) {
    return dispatcher().spawn(method, a, b, c, d, e, f, g, h);
  }

  default <T extends @Nullable Object, A extends @Nullable Object, R extends @Nullable Object>
      Call<R> spawn(MemberBatchedFunc<T, A, R> method, A a) {
    return dispatcher().spawn(method, a);
  }
}
