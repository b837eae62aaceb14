package dev.carafe.server.prestart;

import dev.carafe.model.id.ContainerId;
import dev.carafe.model.spi.ContainerExit;
import dev.carafe.model.spi.EngineException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A container that was started ahead, until it is claimed or has ended. Not for use by many
/// threads, but for [#awaitEnd].
final class Spare {
  private static final Duration END = Duration.ofSeconds(30);

  private final ContainerId id;
  private final Need need;
  private final CompletableFuture<ContainerExit> exit = new CompletableFuture<>();
  private boolean ending;
  private boolean wanted;

  Spare(ContainerId id, Need need) {
    this.id = id;
    this.need = need;
  }

  ContainerId id() {
    return id;
  }

  Need need() {
    return need;
  }

  /// Someone is to get this very container.
  void want() {
    wanted = true;
  }

  boolean isWanted() {
    return wanted;
  }

  /// It is of no use any more, and is about to go.
  void end() {
    ending = true;
  }

  boolean isAlive() {
    return !ending && !exit.isDone();
  }

  /// Whether it waits, or will wait, for whoever comes.
  boolean isFree() {
    return !wanted && isAlive();
  }

  void ended(ContainerExit how) {
    exit.complete(how);
  }

  Optional<ContainerExit> exit() {
    return Optional.ofNullable(exit.getNow(null));
  }

  /// Then another one can be started under its id.
  void awaitEnd() {
    try {
      var _ = exit.get(END.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new EngineException(
          "Container %s, which was started ahead, is still there %d s after it was killed"
              .formatted(id, END.toSeconds()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException("Container %s is not waited for any more".formatted(id), e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
