package dev.carafe.client;

import dev.carafe.annotations.reference.BatchedFunc;
import dev.carafe.annotations.reference.Func1;
import dev.carafe.annotations.reference.MemberBatchedFunc;
import dev.carafe.annotations.reference.MemberFunc1;
import dev.carafe.annotations.reference.MemberProc1;
import dev.carafe.annotations.reference.Proc1;
import java.util.Iterator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// `map` for a `@Function` of one argument: one call with many inputs. The stream is lazy: nothing
/// is read or sent before its terminal operation; at most 1,000 inputs are in flight. Closing it
/// early cancels the call.
public sealed interface MapFunctions permits Carafe {
  /// What the overloads below come down to.
  Dispatcher dispatcher();

  default <A extends @Nullable Object, R extends @Nullable Object> Stream<R> map(
      Func1<A, R> method, Iterable<? extends A> inputs) {
    return dispatcher().map(method, inputs::iterator, MapOptions.ordered());
  }

  default <A extends @Nullable Object, R extends @Nullable Object> Stream<R> map(
      Func1<A, R> method, Iterable<? extends A> inputs, MapOptions options) {
    return dispatcher().map(method, inputs::iterator, options);
  }

  default <A extends @Nullable Object, R extends @Nullable Object> Stream<Outcome<R>> map(
      Func1<A, R> method, Iterable<? extends A> inputs, MapOptions.KeepFailures options) {
    return dispatcher().mapKeepingFailures(method, inputs::iterator, options);
  }

  default <A extends @Nullable Object, R extends @Nullable Object> Stream<R> map(
      Func1<A, R> method, Stream<? extends A> inputs) {
    Stream<R> results = dispatcher().map(method, inputs::iterator, MapOptions.ordered());
    return results.onClose(inputs::close);
  }

  default <A extends @Nullable Object, R extends @Nullable Object> Stream<R> map(
      Func1<A, R> method, Stream<? extends A> inputs, MapOptions options) {
    Stream<R> results = dispatcher().map(method, inputs::iterator, options);
    return results.onClose(inputs::close);
  }

  default <A extends @Nullable Object, R extends @Nullable Object> Stream<Outcome<R>> map(
      Func1<A, R> method, Stream<? extends A> inputs, MapOptions.KeepFailures options) {
    Stream<Outcome<R>> results = dispatcher().mapKeepingFailures(method, inputs::iterator, options);
    return results.onClose(inputs::close);
  }

  default <A extends @Nullable Object, R extends @Nullable Object> Stream<R> map(
      Func1<A, R> method, Iterator<? extends A> inputs) {
    return dispatcher().map(method, () -> inputs, MapOptions.ordered());
  }

  default <A extends @Nullable Object, R extends @Nullable Object> Stream<R> map(
      Func1<A, R> method, Iterator<? extends A> inputs, MapOptions options) {
    return dispatcher().map(method, () -> inputs, options);
  }

  default <A extends @Nullable Object, R extends @Nullable Object> Stream<Outcome<R>> map(
      Func1<A, R> method, Iterator<? extends A> inputs, MapOptions.KeepFailures options) {
    return dispatcher().mapKeepingFailures(method, () -> inputs, options);
  }

  default <A extends @Nullable Object> Stream<@Nullable Void> map(
      Proc1<A> method, Iterable<? extends A> inputs) {
    return dispatcher().map(method, inputs::iterator, MapOptions.ordered());
  }

  default <A extends @Nullable Object> Stream<@Nullable Void> map(
      Proc1<A> method, Iterable<? extends A> inputs, MapOptions options) {
    return dispatcher().map(method, inputs::iterator, options);
  }

  default <A extends @Nullable Object> Stream<Outcome<@Nullable Void>> map(
      Proc1<A> method, Iterable<? extends A> inputs, MapOptions.KeepFailures options) {
    return dispatcher().mapKeepingFailures(method, inputs::iterator, options);
  }

  default <A extends @Nullable Object> Stream<@Nullable Void> map(
      Proc1<A> method, Stream<? extends A> inputs) {
    Stream<@Nullable Void> results =
        dispatcher().map(method, inputs::iterator, MapOptions.ordered());
    return results.onClose(inputs::close);
  }

  default <A extends @Nullable Object> Stream<@Nullable Void> map(
      Proc1<A> method, Stream<? extends A> inputs, MapOptions options) {
    Stream<@Nullable Void> results = dispatcher().map(method, inputs::iterator, options);
    return results.onClose(inputs::close);
  }

  default <A extends @Nullable Object> Stream<Outcome<@Nullable Void>> map(
      Proc1<A> method, Stream<? extends A> inputs, MapOptions.KeepFailures options) {
    Stream<Outcome<@Nullable Void>> results =
        dispatcher().mapKeepingFailures(method, inputs::iterator, options);
    return results.onClose(inputs::close);
  }

  default <A extends @Nullable Object> Stream<@Nullable Void> map(
      Proc1<A> method, Iterator<? extends A> inputs) {
    return dispatcher().map(method, () -> inputs, MapOptions.ordered());
  }

  default <A extends @Nullable Object> Stream<@Nullable Void> map(
      Proc1<A> method, Iterator<? extends A> inputs, MapOptions options) {
    return dispatcher().map(method, () -> inputs, options);
  }

  default <A extends @Nullable Object> Stream<Outcome<@Nullable Void>> map(
      Proc1<A> method, Iterator<? extends A> inputs, MapOptions.KeepFailures options) {
    return dispatcher().mapKeepingFailures(method, () -> inputs, options);
  }

  default <A extends @Nullable Object, R extends @Nullable Object> Stream<R> map(
      BatchedFunc<A, R> method, Iterable<? extends A> inputs) {
    return dispatcher().map(method, inputs::iterator, MapOptions.ordered());
  }

  default <A extends @Nullable Object, R extends @Nullable Object> Stream<R> map(
      BatchedFunc<A, R> method, Iterable<? extends A> inputs, MapOptions options) {
    return dispatcher().map(method, inputs::iterator, options);
  }

  default <A extends @Nullable Object, R extends @Nullable Object> Stream<Outcome<R>> map(
      BatchedFunc<A, R> method, Iterable<? extends A> inputs, MapOptions.KeepFailures options) {
    return dispatcher().mapKeepingFailures(method, inputs::iterator, options);
  }

  default <A extends @Nullable Object, R extends @Nullable Object> Stream<R> map(
      BatchedFunc<A, R> method, Stream<? extends A> inputs) {
    Stream<R> results = dispatcher().map(method, inputs::iterator, MapOptions.ordered());
    return results.onClose(inputs::close);
  }

  default <A extends @Nullable Object, R extends @Nullable Object> Stream<R> map(
      BatchedFunc<A, R> method, Stream<? extends A> inputs, MapOptions options) {
    Stream<R> results = dispatcher().map(method, inputs::iterator, options);
    return results.onClose(inputs::close);
  }

  default <A extends @Nullable Object, R extends @Nullable Object> Stream<Outcome<R>> map(
      BatchedFunc<A, R> method, Stream<? extends A> inputs, MapOptions.KeepFailures options) {
    Stream<Outcome<R>> results = dispatcher().mapKeepingFailures(method, inputs::iterator, options);
    return results.onClose(inputs::close);
  }

  default <A extends @Nullable Object, R extends @Nullable Object> Stream<R> map(
      BatchedFunc<A, R> method, Iterator<? extends A> inputs) {
    return dispatcher().map(method, () -> inputs, MapOptions.ordered());
  }

  default <A extends @Nullable Object, R extends @Nullable Object> Stream<R> map(
      BatchedFunc<A, R> method, Iterator<? extends A> inputs, MapOptions options) {
    return dispatcher().map(method, () -> inputs, options);
  }

  default <A extends @Nullable Object, R extends @Nullable Object> Stream<Outcome<R>> map(
      BatchedFunc<A, R> method, Iterator<? extends A> inputs, MapOptions.KeepFailures options) {
    return dispatcher().mapKeepingFailures(method, () -> inputs, options);
  }

  default <T extends @Nullable Object, A extends @Nullable Object, R extends @Nullable Object>
      Stream<R> map(MemberFunc1<T, A, R> method, Iterable<? extends A> inputs) {
    return dispatcher().map(method, inputs::iterator, MapOptions.ordered());
  }

  default <T extends @Nullable Object, A extends @Nullable Object, R extends @Nullable Object>
      Stream<R> map(MemberFunc1<T, A, R> method, Iterable<? extends A> inputs, MapOptions options) {
    return dispatcher().map(method, inputs::iterator, options);
  }

  default <T extends @Nullable Object, A extends @Nullable Object, R extends @Nullable Object>
      Stream<Outcome<R>> map(
          MemberFunc1<T, A, R> method,
          Iterable<? extends A> inputs,
          MapOptions.KeepFailures options) {
    return dispatcher().mapKeepingFailures(method, inputs::iterator, options);
  }

  default <T extends @Nullable Object, A extends @Nullable Object, R extends @Nullable Object>
      Stream<R> map(MemberFunc1<T, A, R> method, Stream<? extends A> inputs) {
    Stream<R> results = dispatcher().map(method, inputs::iterator, MapOptions.ordered());
    return results.onClose(inputs::close);
  }

  default <T extends @Nullable Object, A extends @Nullable Object, R extends @Nullable Object>
      Stream<R> map(MemberFunc1<T, A, R> method, Stream<? extends A> inputs, MapOptions options) {
    Stream<R> results = dispatcher().map(method, inputs::iterator, options);
    return results.onClose(inputs::close);
  }

  default <T extends @Nullable Object, A extends @Nullable Object, R extends @Nullable Object>
      Stream<Outcome<R>> map(
          MemberFunc1<T, A, R> method,
          Stream<? extends A> inputs,
          MapOptions.KeepFailures options) {
    Stream<Outcome<R>> results = dispatcher().mapKeepingFailures(method, inputs::iterator, options);
    return results.onClose(inputs::close);
  }

  default <T extends @Nullable Object, A extends @Nullable Object, R extends @Nullable Object>
      Stream<R> map(MemberFunc1<T, A, R> method, Iterator<? extends A> inputs) {
    return dispatcher().map(method, () -> inputs, MapOptions.ordered());
  }

  default <T extends @Nullable Object, A extends @Nullable Object, R extends @Nullable Object>
      Stream<R> map(MemberFunc1<T, A, R> method, Iterator<? extends A> inputs, MapOptions options) {
    return dispatcher().map(method, () -> inputs, options);
  }

  default <T extends @Nullable Object, A extends @Nullable Object, R extends @Nullable Object>
      Stream<Outcome<R>> map(
          MemberFunc1<T, A, R> method,
          Iterator<? extends A> inputs,
          MapOptions.KeepFailures options) {
    return dispatcher().mapKeepingFailures(method, () -> inputs, options);
  }

  default <T extends @Nullable Object, A extends @Nullable Object> Stream<@Nullable Void> map(
      MemberProc1<T, A> method, Iterable<? extends A> inputs) {
    return dispatcher().map(method, inputs::iterator, MapOptions.ordered());
  }

  default <T extends @Nullable Object, A extends @Nullable Object> Stream<@Nullable Void> map(
      MemberProc1<T, A> method, Iterable<? extends A> inputs, MapOptions options) {
    return dispatcher().map(method, inputs::iterator, options);
  }

  default <T extends @Nullable Object, A extends @Nullable Object>
      Stream<Outcome<@Nullable Void>> map(
          MemberProc1<T, A> method, Iterable<? extends A> inputs, MapOptions.KeepFailures options) {
    return dispatcher().mapKeepingFailures(method, inputs::iterator, options);
  }

  default <T extends @Nullable Object, A extends @Nullable Object> Stream<@Nullable Void> map(
      MemberProc1<T, A> method, Stream<? extends A> inputs) {
    Stream<@Nullable Void> results =
        dispatcher().map(method, inputs::iterator, MapOptions.ordered());
    return results.onClose(inputs::close);
  }

  default <T extends @Nullable Object, A extends @Nullable Object> Stream<@Nullable Void> map(
      MemberProc1<T, A> method, Stream<? extends A> inputs, MapOptions options) {
    Stream<@Nullable Void> results = dispatcher().map(method, inputs::iterator, options);
    return results.onClose(inputs::close);
  }

  default <T extends @Nullable Object, A extends @Nullable Object>
      Stream<Outcome<@Nullable Void>> map(
          MemberProc1<T, A> method, Stream<? extends A> inputs, MapOptions.KeepFailures options) {
    Stream<Outcome<@Nullable Void>> results =
        dispatcher().mapKeepingFailures(method, inputs::iterator, options);
    return results.onClose(inputs::close);
  }

  default <T extends @Nullable Object, A extends @Nullable Object> Stream<@Nullable Void> map(
      MemberProc1<T, A> method, Iterator<? extends A> inputs) {
    return dispatcher().map(method, () -> inputs, MapOptions.ordered());
  }

  default <T extends @Nullable Object, A extends @Nullable Object> Stream<@Nullable Void> map(
      MemberProc1<T, A> method, Iterator<? extends A> inputs, MapOptions options) {
    return dispatcher().map(method, () -> inputs, options);
  }

  default <T extends @Nullable Object, A extends @Nullable Object>
      Stream<Outcome<@Nullable Void>> map(
          MemberProc1<T, A> method, Iterator<? extends A> inputs, MapOptions.KeepFailures options) {
    return dispatcher().mapKeepingFailures(method, () -> inputs, options);
  }

  default <T extends @Nullable Object, A extends @Nullable Object, R extends @Nullable Object>
      Stream<R> map(MemberBatchedFunc<T, A, R> method, Iterable<? extends A> inputs) {
    return dispatcher().map(method, inputs::iterator, MapOptions.ordered());
  }

  default <T extends @Nullable Object, A extends @Nullable Object, R extends @Nullable Object>
      Stream<R> map(
          MemberBatchedFunc<T, A, R> method, Iterable<? extends A> inputs, MapOptions options) {
    return dispatcher().map(method, inputs::iterator, options);
  }

  default <T extends @Nullable Object, A extends @Nullable Object, R extends @Nullable Object>
      Stream<Outcome<R>> map(
          MemberBatchedFunc<T, A, R> method,
          Iterable<? extends A> inputs,
          MapOptions.KeepFailures options) {
    return dispatcher().mapKeepingFailures(method, inputs::iterator, options);
  }

  default <T extends @Nullable Object, A extends @Nullable Object, R extends @Nullable Object>
      Stream<R> map(MemberBatchedFunc<T, A, R> method, Stream<? extends A> inputs) {
    Stream<R> results = dispatcher().map(method, inputs::iterator, MapOptions.ordered());
    return results.onClose(inputs::close);
  }

  default <T extends @Nullable Object, A extends @Nullable Object, R extends @Nullable Object>
      Stream<R> map(
          MemberBatchedFunc<T, A, R> method, Stream<? extends A> inputs, MapOptions options) {
    Stream<R> results = dispatcher().map(method, inputs::iterator, options);
    return results.onClose(inputs::close);
  }

  default <T extends @Nullable Object, A extends @Nullable Object, R extends @Nullable Object>
      Stream<Outcome<R>> map(
          MemberBatchedFunc<T, A, R> method,
          Stream<? extends A> inputs,
          MapOptions.KeepFailures options) {
    Stream<Outcome<R>> results = dispatcher().mapKeepingFailures(method, inputs::iterator, options);
    return results.onClose(inputs::close);
  }

  default <T extends @Nullable Object, A extends @Nullable Object, R extends @Nullable Object>
      Stream<R> map(MemberBatchedFunc<T, A, R> method, Iterator<? extends A> inputs) {
    return dispatcher().map(method, () -> inputs, MapOptions.ordered());
  }

  default <T extends @Nullable Object, A extends @Nullable Object, R extends @Nullable Object>
      Stream<R> map(
          MemberBatchedFunc<T, A, R> method, Iterator<? extends A> inputs, MapOptions options) {
    return dispatcher().map(method, () -> inputs, options);
  }

  default <T extends @Nullable Object, A extends @Nullable Object, R extends @Nullable Object>
      Stream<Outcome<R>> map(
          MemberBatchedFunc<T, A, R> method,
          Iterator<? extends A> inputs,
          MapOptions.KeepFailures options) {
    return dispatcher().mapKeepingFailures(method, () -> inputs, options);
  }
}
