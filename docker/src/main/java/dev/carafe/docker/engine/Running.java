package dev.carafe.docker.engine;

import dev.carafe.docker.engine.Sandboxes.Seat;
import dev.carafe.model.id.ContainerId;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// A container as long as the daemon has it.
final class Running {
  private final ContainerId id;
  private final OptionalLong memoryLimit;
  private final CompletableFuture<Boolean> gone = new CompletableFuture<>();
  private final AtomicBoolean ending = new AtomicBoolean();
  private volatile @Nullable String dockerId;
  private volatile @Nullable String asked;
  private volatile Optional<Seat> seat = Optional.empty();

  Running(ContainerId id, OptionalLong memoryLimit) {
    this.id = id;
    this.memoryLimit = memoryLimit;
  }

  ContainerId id() {
    return id;
  }

  OptionalLong memoryLimit() {
    return memoryLimit;
  }

  void created(String newDockerId) {
    dockerId = newDockerId;
  }

  boolean wasCreated() {
    return dockerId != null;
  }

  /// The daemon's own id; the name, while it is not known.
  String dockerId() {
    String known = dockerId;
    return known == null ? "carafe-" + id : known;
  }

  /// Its place in its app's network.
  void sits(Seat itsSeat) {
    seat = Optional.of(itsSeat);
  }

  Optional<Seat> seat() {
    return seat;
  }

  boolean sitsIn(String sandbox) {
    return seat.filter(s -> s.sandbox().id().equals(sandbox)).isPresent();
  }

  /// Why it was asked to end; the first reason stays.
  void asked(String reason) {
    if (asked == null) {
      asked = reason;
    }
  }

  Optional<String> asked() {
    return Optional.ofNullable(asked);
  }

  /// True for the first who tells of its end.
  boolean endsNow() {
    return ending.compareAndSet(false, true);
  }

  void gone() {
    gone.complete(true);
  }

  CompletableFuture<Boolean> whenGone() {
    return gone;
  }
}
