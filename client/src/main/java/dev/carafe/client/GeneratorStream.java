package dev.carafe.client;

import dev.carafe.client.transport.GeneratorRun;
import dev.carafe.model.call.CallOutcome;
import dev.carafe.protocol.wire.Wire;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// The items of a generator as they are made. Nothing happens before the first read; a stream that
/// is dropped half-read is cancelled once nobody holds it.
final class GeneratorStream<R extends @Nullable Object> extends Spliterators.AbstractSpliterator<R>
    implements AutoCloseable {
  private static final Cleaner DROPPED = Cleaner.create();

  private final Session session;
  private final Callee callee;
  private final Supplier<GeneratorRun> opening;
  private final Session.Decoder decoder;
  private @Nullable GeneratorRun run;
  private boolean over;

  private GeneratorStream(
      Session session, Callee callee, Supplier<GeneratorRun> opening, Session.Decoder decoder) {
    super(Long.MAX_VALUE, Spliterator.ORDERED);
    this.session = session;
    this.callee = callee;
    this.opening = opening;
    this.decoder = decoder;
  }

  static <R extends @Nullable Object> Stream<R> of(
      Session session, Callee callee, Supplier<GeneratorRun> opening, Session.Decoder decoder) {
    GeneratorStream<R> items = new GeneratorStream<>(session, callee, opening, decoder);
    return StreamSupport.stream(items, false).onClose(items::close);
  }

  @Override
  public boolean tryAdvance(Consumer<? super R> action) {
    if (over) {
      return false;
    }
    try {
      return switch (session.waiting(callee.label(), () -> started().next())) {
        case GeneratorRun.Item(var payload) -> {
          action.accept(item(payload));
          yield true;
        }
        case GeneratorRun.End(CallOutcome.Succeeded _) -> {
          over = true;
          yield false;
        }
        case GeneratorRun.End(CallOutcome outcome) ->
            throw Endings.of(outcome, callee.label(), callee.method());
        case GeneratorRun.Step other -> throw new IllegalStateException("not a step: " + other);
      };
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  private R item(dev.carafe.protocol.proto.Payload payload) {
    return session.waiting(callee.label(), () -> session.decoded(Wire.payload(payload), decoder));
  }

  private GeneratorRun started() {
    if (run == null) {
      GeneratorRun opened = opening.get();
      run = opened;
      var _ = DROPPED.register(this, opened::close);
    }
    return run;
  }

  @Override
  public void close() {
    over = true;
    if (run != null) {
      run.close();
    }
  }
}
