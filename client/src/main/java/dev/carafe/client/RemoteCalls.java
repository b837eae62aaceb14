package dev.carafe.client;

import dev.carafe.client.transport.Calls;
import dev.carafe.client.transport.DeclaredTarget;
import dev.carafe.client.transport.GeneratorRun;
import dev.carafe.client.transport.LinkException;
import dev.carafe.client.transport.MapRun;
import dev.carafe.model.call.CallOutcome;
import dev.carafe.model.call.Payload;
import dev.carafe.protocol.codec.CodecException;
import dev.carafe.protocol.proto.Target;
import dev.carafe.protocol.wire.Wire;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// The calls to one function: declared once, its values written and read by one codec. Threads
/// share it.
final class RemoteCalls {

  /// How arguments become bytes, and bytes a result.
  interface Values {
    Payload.Encoding encoding();

    byte[] arguments(@Nullable Object... arguments);

    @Nullable Object result(Payload.Encoding encoding, byte[] bytes);
  }

  private final Connection connection;
  private final Target target;
  private final Values values;
  private final @Nullable Method method;
  private final String title;
  private volatile @Nullable DeclaredTarget declared;

  RemoteCalls(Connection connection, Target target, Values values, @Nullable Method method) {
    this.connection = connection;
    this.target = target;
    this.values = values;
    this.method = method;
    this.title = target.getApp() + "/" + target.getFunction();
  }

  @FunctionalInterface
  private interface Sending<T> {
    T run() throws InterruptedException;
  }

  private <T> T sending(Sending<T> work) {
    try {
      return work.run();
    } catch (LinkException e) {
      throw Thrown.of(e, connection.options().address());
    } catch (CodecException e) {
      throw new InvalidException(title + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      throw Thrown.interrupted(title);
    }
  }

  private DeclaredTarget declare() throws InterruptedException {
    DeclaredTarget known = declared;
    if (known != null && !known.isStale()) {
      return known;
    }
    return switch (connection.calls().declare(target)) {
      case Calls.Declaration.Accepted accepted -> {
        declared = accepted.target();
        yield accepted.target();
      }
      case Calls.Declaration.Refused refused -> throw Thrown.rejected(refused.reason());
    };
  }

  private dev.carafe.protocol.proto.Payload payload(@Nullable Object... arguments)
      throws InterruptedException {
    return connection.blobs().payload(values.encoding(), values.arguments(arguments));
  }

  /// The server's description of the function.
  String signature() {
    return sending(
        () ->
            switch (connection.calls().declare(target)) {
              case Calls.Declaration.Accepted accepted -> accepted.declared().getSignature();
              case Calls.Declaration.Refused refused -> throw Thrown.rejected(refused.reason());
            });
  }

  @SuppressWarnings(
      "NullAway") // a result may be nullable, which this mode of the checker does not follow
  @Nullable Object remote(@Nullable Object... arguments) {
    return sending(
        () -> {
          DeclaredTarget to = declare();
          return value(connection.calls().remote(to, payload(arguments), Connection.origin()));
        });
  }

  private @Nullable Object value(CallOutcome outcome) throws InterruptedException {
    if (outcome instanceof CallOutcome.Succeeded(Payload result)) {
      return values.result(result.encoding(), connection.blobs().bytes(result));
    }
    throw Thrown.of(outcome, title, method);
  }

  SpawnedCall<@Nullable Object> spawn(@Nullable Object... arguments) {
    return sending(
        () -> {
          DeclaredTarget to = declare();
          return switch (connection.calls().spawn(to, payload(arguments), Connection.origin())) {
            case Calls.Spawned.Accepted accepted -> spawned(accepted.callId());
            case Calls.Spawned.Refused refused -> throw Thrown.of(refused.outcome(), title, method);
          };
        });
  }

  /// A call of this function that was spawned, here or elsewhere.
  @SuppressWarnings(
      "NullAway") // a result may be nullable, which this mode of the checker does not follow
  SpawnedCall<@Nullable Object> spawned(String id) {
    return new SpawnedCall<>() {
      @Override
      public String id() {
        return id;
      }

      @Override
      public @Nullable Object await(Optional<Duration> atMost) {
        return sending(
            () ->
                value(
                    connection
                        .calls()
                        .await(id, atMost)
                        .orElseThrow(
                            () ->
                                new FunctionTimeoutException(
                                    "Call %s has not ended within %s ms; it goes on, and can be asked again"
                                        .formatted(
                                            id, atMost.map(Duration::toMillis).orElse(0L))))));
      }

      @Override
      public boolean isDone() {
        return poll().isPresent();
      }

      @Override
      public Optional<Outcome<@Nullable Object>> poll() {
        return sending(
            () -> {
              Optional<CallOutcome> ended = connection.calls().poll(id);
              return ended.isPresent() ? Optional.of(outcome(ended.get())) : Optional.empty();
            });
      }

      @Override
      public void cancel() {
        connection.calls().cancel(id);
      }
    };
  }

  @SuppressWarnings(
      "NullAway") // a result may be nullable, which this mode of the checker does not follow
  private Outcome<@Nullable Object> outcome(CallOutcome ended) throws InterruptedException {
    try {
      return new Outcome.Value<>(value(ended));
    } catch (CarafeException e) {
      return new Outcome.Failure<>(e);
    }
  }

  Stream<@Nullable Object> stream(@Nullable Object... arguments) {
    GeneratorRun run =
        sending(
            () -> {
              DeclaredTarget to = declare();
              return connection.calls().generator(to, payload(arguments), Connection.origin());
            });
    return lazily(
        new Pulled<>() {
          @Override
          Optional<Supplier<@Nullable Object>> pull() {
            return sending(() -> step(run.next()));
          }
        },
        run::close);
  }

  private Optional<Supplier<@Nullable Object>> step(GeneratorRun.Step step)
      throws InterruptedException {
    if (step instanceof GeneratorRun.Item made) {
      Payload item = Wire.payload(made.payload());
      Object read = values.result(item.encoding(), connection.blobs().bytes(item));
      return Optional.of(() -> read);
    }
    if (step instanceof GeneratorRun.End end && !(end.outcome() instanceof CallOutcome.Succeeded)) {
      throw Thrown.of(end.outcome(), title, method);
    }
    return Optional.empty();
  }

  Stream<Outcome<@Nullable Object>> map(
      Supplier<? extends Iterator<?>> inputs, boolean inOrder, boolean keepFailures) {
    MapResults results = new MapResults(inputs, inOrder, keepFailures);
    return lazily(results, results::close);
  }

  private static <T extends @Nullable Object> Stream<T> lazily(Iterator<T> items, Runnable close) {
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(items, Spliterator.ORDERED), false)
        .onClose(close);
  }

  /// An iterator over what can only be pulled.
  private abstract static class Pulled<T extends @Nullable Object> implements Iterator<T> {
    private Optional<Supplier<T>> next = Optional.empty();
    private boolean pulled;

    abstract Optional<Supplier<T>> pull();

    @Override
    public boolean hasNext() {
      if (!pulled) {
        next = pull();
        pulled = true;
      }
      return next.isPresent();
    }

    @Override
    public T next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      T value = next.orElseThrow().get();
      pulled = false;
      return value;
    }
  }

  /// Reads the source on a thread of its own, from the first result asked for.
  private final class MapResults extends Pulled<Outcome<@Nullable Object>> {
    private final Supplier<? extends Iterator<?>> inputs;
    private final boolean inOrder;
    private final boolean keepFailures;
    private @Nullable MapRun run;

    MapResults(Supplier<? extends Iterator<?>> inputs, boolean inOrder, boolean keepFailures) {
      this.inputs = inputs;
      this.inOrder = inOrder;
      this.keepFailures = keepFailures;
    }

    @Override
    Optional<Supplier<Outcome<@Nullable Object>>> pull() {
      return sending(
          () -> {
            MapRun started = run;
            if (started == null) {
              started = connection.calls().map(declare(), Connection.origin(), inOrder);
              run = started;
              MapRun feeding = started;
              Thread.ofVirtual().name("carafe-map").start(() -> feed(feeding));
            }
            Optional<MapRun.Result> result = started.next();
            if (result.isEmpty()) {
              return Optional.empty();
            }
            Outcome<@Nullable Object> outcome = outcome(result.get().outcome());
            if (!keepFailures && outcome instanceof Outcome.Failure<?> failure) {
              started.close();
              throw failure.exception();
            }
            return Optional.of(() -> outcome);
          });
    }

    private void feed(MapRun into) {
      try {
        Iterator<?> source = inputs.get();
        into.awaitRoom();
        while (source.hasNext()) {
          into.add(payload(source.next()));
          into.awaitRoom();
        }
        into.noMore();
      } catch (InterruptedException e) {
        into.fail(Thrown.interrupted(title));
      } catch (CodecException e) {
        into.fail(new InvalidException(title + ": " + e.getMessage(), e));
      } catch (RuntimeException e) {
        into.fail(e);
      }
    }

    void close() {
      MapRun started = run;
      if (started != null) {
        started.close();
      }
    }
  }
}
