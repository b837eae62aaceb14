package dev.carafe.client;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A call that runs on its own: it survives a restart of the server, of containers and of the
/// program that made it. Any program may take it up by its id, up to seven days after its end.
/// Threads may share it.
public final class Call<R extends @Nullable Object> {
  private final SpawnedCall<R> spawned;

  Call(SpawnedCall<R> spawned) {
    this.spawned = spawned;
  }

  /// The id, for `carafe.call(id, type)` and `carafe calls`.
  public String id() {
    return spawned.id();
  }

  /// Waits for the result; throws as `remote` does. An interrupt ends the wait with a
  /// [CallCancelledException] and leaves the call running.
  public R get() {
    return spawned.await(Optional.empty());
  }

  /// Waits so long at most; then throws a [FunctionTimeoutException], and the call goes on.
  public R get(Duration atMost) {
    return spawned.await(Optional.of(atMost));
  }

  /// Whether it has ended, however; does not wait for it.
  public boolean isDone() {
    return spawned.isDone();
  }

  /// How it ended; empty while it runs. Does not wait for it.
  public Optional<Outcome<R>> poll() {
    return spawned.poll();
  }

  /// Asks the server to cancel it: queued, it ends at once; running, it is interrupted.
  public void cancel() {
    spawned.cancel();
  }

  @Override
  public String toString() {
    return "Call[" + id() + "]";
  }
}
