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
  private static final String NO_NETWORK =
      "killed: its network, a sandbox in Docker, was taken away";

  private final ContainerId id;
  private final OptionalLong memoryLimit;
  private final CompletableFuture<Boolean> gone = new CompletableFuture<>();
  private final AtomicBoolean ending = new AtomicBoolean();
  private volatile @Nullable String dockerId;
  private volatile @Nullable String asked;
  private volatile boolean lost;
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

  synchronized void created(String newDockerId) {
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
  synchronized void sits(Seat itsSeat) {
    seat = Optional.of(itsSeat);
  }

  /// It could not start there, and has neither place nor a container in the daemon.
  synchronized void stands() {
    seat = Optional.empty();
    dockerId = null;
    if (NO_NETWORK.equals(asked)) {
      asked = null;
    }
  }

  Optional<Seat> seat() {
    return seat;
  }

  /// The daemon's id, if it sits in a sandbox that has ended: it is to end too.
  synchronized Optional<String> losesNetwork(String sandbox) {
    String id = dockerId;
    if (id == null || seat.filter(s -> s.sandbox().id().equals(sandbox)).isEmpty()) {
      return Optional.empty();
    }
    asked(NO_NETWORK);
    return Optional.of(id);
  }

  /// Why it was asked to end; the first reason stays.
  synchronized void asked(String reason) {
    if (asked == null) {
      asked = reason;
    }
  }

  Optional<String> asked() {
    return Optional.ofNullable(asked);
  }

  /// Nobody can be asked how it ended.
  void lost() {
    lost = true;
  }

  boolean isLost() {
    return lost;
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
