package dev.carafe.client;

import dev.carafe.annotations.reference.MethodReference;
import java.util.Iterator;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where every overload ends: a method reference, and what to do with it.
@SuppressWarnings("TypeParameterUnusedInFormals") // the overloads pin the result type down
interface Dispatcher {
  <R extends @Nullable Object> R remote(MethodReference method, @Nullable Object... arguments);

  <R extends @Nullable Object> Call<R> spawn(MethodReference method, @Nullable Object... arguments);

  <R extends @Nullable Object> Stream<R> stream(
      MethodReference method, @Nullable Object... arguments);

  <R extends @Nullable Object> R local(MethodReference method, @Nullable Object... arguments);

  <R extends @Nullable Object> Stream<R> map(
      MethodReference method, Supplier<? extends Iterator<?>> inputs, MapOptions options);

  <R extends @Nullable Object> Stream<Outcome<R>> mapKeepingFailures(
      MethodReference method,
      Supplier<? extends Iterator<?>> inputs,
      MapOptions.KeepFailures options);
}
