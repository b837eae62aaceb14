package dev.carafe.client;

import dev.carafe.annotations.reference.Func0;
import dev.carafe.annotations.reference.Func1;
import dev.carafe.annotations.reference.Func2;
import dev.carafe.annotations.reference.Func3;
import dev.carafe.annotations.reference.Func4;
import dev.carafe.annotations.reference.Func5;
import dev.carafe.annotations.reference.Func6;
import dev.carafe.annotations.reference.Func7;
import dev.carafe.annotations.reference.Func8;
import dev.carafe.annotations.reference.MemberFunc0;
import dev.carafe.annotations.reference.MemberFunc1;
import dev.carafe.annotations.reference.MemberFunc2;
import dev.carafe.annotations.reference.MemberFunc3;
import dev.carafe.annotations.reference.MemberFunc4;
import dev.carafe.annotations.reference.MemberFunc5;
import dev.carafe.annotations.reference.MemberFunc6;
import dev.carafe.annotations.reference.MemberFunc7;
import dev.carafe.annotations.reference.MemberFunc8;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// `stream` for a generator, a `@Function` that returns a `Stream`: items arrive as they are made.
/// Closing the stream early cancels the call.
public sealed interface StreamFunctions permits Carafe {
  /// What the overloads below come down to.
  Dispatcher dispatcher();

  default <R extends @Nullable Object> Stream<R> stream(Func0<Stream<R>> method) {
    return dispatcher().stream(method);
  }

  default <A extends @Nullable Object, R extends @Nullable Object> Stream<R> stream(
      Func1<A, Stream<R>> method, A a) {
    return dispatcher().stream(method, a);
  }

  default <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
      Stream<R> stream(Func2<A, B, Stream<R>> method, A a, B b) {
    return dispatcher().stream(method, a, b);
  }

  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          R extends @Nullable Object>
      Stream<R> stream(Func3<A, B, C, Stream<R>> method, A a, B b, C c) {
    return dispatcher().stream(method, a, b, c);
  }

  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          R extends @Nullable Object>
      Stream<R> stream(Func4<A, B, C, D, Stream<R>> method, A a, B b, C c, D d) {
    return dispatcher().stream(method, a, b, c, d);
  }

  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          R extends @Nullable Object>
      Stream<R> stream(Func5<A, B, C, D, E, Stream<R>> method, A a, B b, C c, D d, E e) {
    return dispatcher().stream(method, a, b, c, d, e);
  }

  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          F extends @Nullable Object,
          R extends @Nullable Object>
      Stream<R> stream(Func6<A, B, C, D, E, F, Stream<R>> method, A a, B b, C c, D d, E e, F f) {
    return dispatcher().stream(method, a, b, c, d, e, f);
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
      Stream<R> stream(
          Func7<A, B, C, D, E, F, G, Stream<R>> method, A a, B b, C c, D d, E e, F f, G g) {
    return dispatcher().stream(method, a, b, c, d, e, f, g);
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
      Stream<R> stream(
          Func8<A, B, C, D, E, F, G, H, Stream<R>> method, A a, B b, C c, D d, E e, F f, G g, H h) {
    return dispatcher().stream(method, a, b, c, d, e, f, g, h);
  }

  default <T extends @Nullable Object, R extends @Nullable Object> Stream<R> stream(
      MemberFunc0<T, Stream<R>> method) {
    return dispatcher().stream(method);
  }

  default <T extends @Nullable Object, A extends @Nullable Object, R extends @Nullable Object>
      Stream<R> stream(MemberFunc1<T, A, Stream<R>> method, A a) {
    return dispatcher().stream(method, a);
  }

  default <
          T extends @Nullable Object,
          A extends @Nullable Object,
          B extends @Nullable Object,
          R extends @Nullable Object>
      Stream<R> stream(MemberFunc2<T, A, B, Stream<R>> method, A a, B b) {
    return dispatcher().stream(method, a, b);
  }

  default <
          T extends @Nullable Object,
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          R extends @Nullable Object>
      Stream<R> stream(MemberFunc3<T, A, B, C, Stream<R>> method, A a, B b, C c) {
    return dispatcher().stream(method, a, b, c);
  }

  default <
          T extends @Nullable Object,
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          R extends @Nullable Object>
      Stream<R> stream(MemberFunc4<T, A, B, C, D, Stream<R>> method, A a, B b, C c, D d) {
    return dispatcher().stream(method, a, b, c, d);
  }

  default <
          T extends @Nullable Object,
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          R extends @Nullable Object>
      Stream<R> stream(MemberFunc5<T, A, B, C, D, E, Stream<R>> method, A a, B b, C c, D d, E e) {
    return dispatcher().stream(method, a, b, c, d, e);
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
      Stream<R> stream(
          MemberFunc6<T, A, B, C, D, E, F, Stream<R>> method, A a, B b, C c, D d, E e, F f) {
    return dispatcher().stream(method, a, b, c, d, e, f);
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
      Stream<R> stream(
          MemberFunc7<T, A, B, C, D, E, F, G, Stream<R>> method,
          A a,
          B b,
          C c,
          D d,
          E e,
          F f,
          G g) {
    return dispatcher().stream(method, a, b, c, d, e, f, g);
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
      Stream<R> stream(
          MemberFunc8<T, A, B, C, D, E, F, G, H, Stream<R>> method,
          A a,
          B b,
          C c,
          D d,
          E e,
          F f,
          G g,
          H h) {
    return dispatcher().stream(method, a, b, c, d, e, f, g, h);
  }
}
