package dev.carafe.client;

import dev.carafe.client.transport.MapRun;
import dev.carafe.client.transport.Origin;
import dev.carafe.model.call.CallOutcome;
import dev.carafe.model.call.Payload.Encoding;
import dev.carafe.protocol.codec.CodecException;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.Iterator;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// The results of one map as they are read. Nothing happens before the first read; a stream that is
/// dropped half-read is cancelled once nobody holds it.
final class MapStream extends Spliterators.AbstractSpliterator<CallOutcome>
    implements AutoCloseable {
  private static final Cleaner DROPPED = Cleaner.create();

  private final Session session;
  private final Callee callee;
  private final Supplier<? extends Iterator<?>> source;
  private final Encoder encoder;
  private final boolean inOrder;
  private final Origin origin = Session.origin();
  private @Nullable MapRun run;
  private @Nullable Thread feeder;
  private boolean over;

  private MapStream(
      Session session,
      Callee callee,
      Supplier<? extends Iterator<?>> source,
      Encoder encoder,
      boolean inOrder) {
    super(Long.MAX_VALUE, inOrder ? Spliterator.ORDERED : 0);
    this.session = session;
    this.callee = callee;
    this.source = source;
    this.encoder = encoder;
    this.inOrder = inOrder;
  }

  /// Writes one input as the arguments of a call.
  interface Encoder {
    byte[] encode(@Nullable Object input);
  }

  /// Outcomes as they come; closing the stream cancels what has not ended.
  static Stream<CallOutcome> of(
      Session session,
      Callee callee,
      Supplier<? extends Iterator<?>> source,
      Encoder encoder,
      boolean inOrder) {
    MapStream results = new MapStream(session, callee, source, encoder, inOrder);
    return StreamSupport.stream(results, false).onClose(results::close);
  }

  @Override
  public boolean tryAdvance(Consumer<? super CallOutcome> action) {
    if (over) {
      return false;
    }
    try {
      Optional<MapRun.Result> next = session.waiting(callee.label(), () -> started().next());
      if (next.isEmpty()) {
        close();
        return false;
      }
      action.accept(next.get().outcome());
      return true;
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  private MapRun started() {
    if (run == null) {
      MapRun opened = session.map(callee, origin, inOrder);
      run = opened;
      Thread feeding =
          Thread.ofVirtual()
              .name("carafe-map-feeder")
              .start(new Feeder(session, source, encoder, opened));
      feeder = feeding;
      var _ =
          DROPPED.register(
              this,
              () -> {
                feeding.interrupt();
                opened.close();
              });
    }
    return run;
  }

  @Override
  public void close() {
    over = true;
    if (feeder != null) {
      feeder.interrupt();
    }
    if (run != null) {
      run.close();
    }
  }

  /// Reads the source as fast as results are taken.
  private record Feeder(
      Session session, Supplier<? extends Iterator<?>> source, Encoder encoder, MapRun into)
      implements Runnable {
    @Override
    public void run() {
      long index = 0;
      try {
        Iterator<?> inputs = source.get();
        into.awaitRoom();
        while (inputs.hasNext()) {
          byte[] input = encoder.encode(inputs.next());
          into.add(session.payload(Encoding.CBOR, input));
          index++;
          into.awaitRoom();
        }
        into.noMore();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt(); // the reader left
      } catch (CodecException e) {
        into.fail(new InvalidException("Input %d: %s".formatted(index, e.getMessage()), e));
      } catch (RuntimeException e) {
        into.fail(e);
      } catch (Error e) {
        into.fail(new CarafeException("Reading the inputs failed at input " + index, e));
      }
    }
  }
}
