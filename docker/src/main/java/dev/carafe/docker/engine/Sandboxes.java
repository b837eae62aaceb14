package dev.carafe.docker.engine;

import com.github.dockerjava.api.model.Container;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One sandbox for each app that has containers in a network, and a spare one, so that the first
/// container of an app need not wait. An app's sandbox goes with its last container and serves no
/// other app. Safe for use by many threads.
final class Sandboxes implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Sandboxes.class);

  /// A container's place in the sandbox of its app.
  record Seat(String app, Sandbox sandbox) {}

  private static final class Taken {
    private final CompletableFuture<Sandbox> sandbox;
    private int seats;

    Taken(CompletableFuture<Sandbox> sandbox) {
      this.sandbox = sandbox;
    }

    boolean is(Sandbox other) {
      return other.equals(made(sandbox).orElse(null));
    }
  }

  private final OwnContainers docker;
  private final Map<String, Taken> taken = new HashMap<>();
  private Optional<Taken> spare = Optional.empty();
  private boolean closed;

  Sandboxes(OwnContainers docker) {
    this.docker = docker;
  }

  /// A seat for one container that is about to start; a sandbox that has to be made gets this
  /// image.
  Seat join(String app, String image) {
    try {
      return sit(app, image);
    } catch (RuntimeException e) {
      log.debug("the network sandbox of {} is made again: {}", app, OwnContainers.words(e));
      return sit(app, image); // the spare one's image may have gone
    }
  }

  private Seat sit(String app, String image) {
    Taken own = reserve(app, image);
    try {
      return new Seat(app, own.sandbox.join());
    } catch (CompletionException e) {
      forget(app, own);
      throw e.getCause() instanceof RuntimeException known ? known : e;
    }
  }

  private synchronized Taken reserve(String app, String image) {
    Taken own = taken.computeIfAbsent(app, _ -> spare.orElseGet(() -> making(image)));
    if (spare.equals(Optional.of(own)) || spare.isEmpty()) {
      spare = closed ? Optional.empty() : Optional.of(making(image));
    }
    own.seats++;
    return own;
  }

  /// Makes a spare one, unless it is there.
  synchronized void prepare(Supplier<Optional<String>> image) {
    if (spare.isEmpty() && !closed) {
      spare = image.get().map(this::making);
    }
  }

  private Taken making(String image) {
    var made = new Taken(new CompletableFuture<>());
    Thread.ofVirtual().name("network-sandbox").start(() -> make(image, made));
    return made;
  }

  private void make(String image, Taken made) {
    try {
      Sandbox sandbox = docker.sandbox(image);
      made.sandbox.complete(sandbox);
      if (isClosed()) {
        sandbox.remove();
      }
    } catch (RuntimeException e) {
      log.debug("no network sandbox: {}", OwnContainers.words(e)); // told to whoever wants it
      made.sandbox.completeExceptionally(e);
      dropSpare(made);
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private synchronized void dropSpare(Taken failed) {
    spare = spare.filter(s -> !s.equals(failed));
  }

  private synchronized void forget(String app, Taken failed) {
    taken.remove(app, failed);
  }

  /// A container that an earlier server had started sits here.
  synchronized Seat adopt(String app, Sandbox sandbox) {
    Taken own =
        taken.computeIfAbsent(app, _ -> new Taken(CompletableFuture.completedFuture(sandbox)));
    if (own.is(sandbox)) {
      own.seats++;
    }
    return new Seat(app, sandbox);
  }

  /// The last one turns off the light.
  void leave(Seat seat) {
    if (isLast(seat)) {
      seat.sandbox.remove();
    }
  }

  private synchronized boolean isLast(Seat seat) {
    Taken own = taken.get(seat.app);
    if (own == null || !own.is(seat.sandbox)) {
      return false;
    }
    own.seats--;
    return own.seats == 0 && taken.remove(seat.app, own);
  }

  /// Nobody shall join it any more.
  void ended(String sandbox) {
    forget(sandbox);
    docker.known(sandbox).remove();
  }

  private synchronized void forget(String sandbox) {
    taken
        .values()
        .removeIf(own -> made(own.sandbox).filter(s -> s.id().equals(sandbox)).isPresent());
    spare = spare.filter(s -> made(s.sandbox).filter(one -> one.id().equals(sandbox)).isEmpty());
  }

  /// Those that are there.
  synchronized Set<String> ids() {
    return all().stream()
        .flatMap(one -> made(one).stream())
        .map(Sandbox::id)
        .collect(Collectors.toSet());
  }

  /// Removes what a server that died has left, and in which nobody sits.
  void sweep() {
    List<Container> there = docker.sandboxes();
    all().forEach(one -> one.handle((sandbox, failed) -> sandbox).join()); // may be listed already
    Set<String> known = ids();
    there.stream()
        .filter(container -> !known.contains(container.getId()))
        .forEach(container -> docker.known(container.getId()).remove());
  }

  private synchronized List<CompletableFuture<Sandbox>> all() {
    return Stream.concat(taken.values().stream(), spare.stream()).map(own -> own.sandbox).toList();
  }

  private static Optional<Sandbox> made(CompletableFuture<Sandbox> sandbox) {
    return sandbox.state() == CompletableFuture.State.SUCCESS
        ? Optional.of(sandbox.resultNow())
        : Optional.empty();
  }

  /// Takes all away, also what is just being made.
  @Override
  public void close() {
    for (CompletableFuture<Sandbox> one : end()) {
      try {
        one.join().remove();
      } catch (CompletionException e) {
        // there is nothing to remove
      }
    }
    docker.sandboxes().forEach(one -> docker.known(one.getId()).remove());
  }

  private synchronized List<CompletableFuture<Sandbox>> end() {
    closed = true;
    List<CompletableFuture<Sandbox>> all = all();
    taken.clear();
    spare = Optional.empty();
    return all;
  }
}
