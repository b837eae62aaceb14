package dev.carafe.client;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a [Call] comes down to.
interface SpawnedCall<R extends @Nullable Object> {
  String id();

  R await(Optional<Duration> atMost);

  boolean isDone();

  Optional<Outcome<R>> poll();

  void cancel();
}
