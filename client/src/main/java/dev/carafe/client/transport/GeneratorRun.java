package dev.carafe.client.transport;

import dev.carafe.model.call.CallOutcome;
import dev.carafe.protocol.proto.CallKind;
import dev.carafe.protocol.proto.ClientFrame;
import dev.carafe.protocol.proto.Credit;
import dev.carafe.protocol.proto.GeneratorItem;
import dev.carafe.protocol.proto.InputOutcome;
import dev.carafe.protocol.proto.Outcome;
import dev.carafe.protocol.proto.Payload;
import dev.carafe.protocol.wire.Wire;
import io.grpc.Status;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/// One run of a generator: at most so many items are on their way as the reader has asked for. One
/// thread reads it.
public final class GeneratorRun implements Pending, AutoCloseable {
  private static final int WINDOW = 64;

  private final Link link;
  private final DeclaredTarget target;
  private final ClientFrame open;
  private final String id = Origin.newCallId();
  private final BlockingQueue<Step> arrived = new LinkedBlockingQueue<>();
  private long expected; // of the transport's thread
  private boolean started;
  private boolean over;
  private int taken;

  GeneratorRun(Link link, DeclaredTarget target, Payload input, Origin origin) {
    this.link = link;
    this.target = target;
    this.open = origin.open(id, target, CallKind.CALL_KIND_GENERATOR, Optional.of(input), WINDOW);
  }

  /// What the reader gets.
  public sealed interface Step {}

  /// The next item.
  public record Item(Payload payload) implements Step {}

  /// The end: it is through, or what stopped it.
  public record End(CallOutcome outcome) implements Step {}

  private record Lost(LinkException why) implements Step {}

  /// Waits for the next step; the first time, this starts the call.
  public Step next() throws InterruptedException {
    if (!started) {
      started = true;
      link.start(this);
    }
    Step step = arrived.take();
    switch (step) {
      case Item _ -> more();
      case End _ -> finished();
      case Lost(LinkException why) -> {
        finished();
        throw why;
      }
    }
    return step;
  }

  /// Half a window read: the server may send as many again.
  private void more() {
    if (++taken == WINDOW / 2) {
      taken = 0;
      link.sendNow(
          this,
          ClientFrame.newBuilder()
              .setCredit(Credit.newBuilder().setCallId(id).setCount(WINDOW / 2))
              .build());
    }
  }

  private void finished() {
    over = true;
    link.forget(this);
  }

  /// Cancels it if it is not through.
  @Override
  public void close() {
    if (started && !over) {
      finished();
      link.cancel(id, "its caller closed the stream");
    }
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Optional<DeclaredTarget> target() {
    return Optional.of(target);
  }

  @Override
  public void sendAgain(Consumer<ClientFrame> stream) {
    stream.accept(open);
  }

  @Override
  public void item(GeneratorItem item) {
    if (item.getSequence() == expected) {
      expected++;
      arrived.add(new Item(item.getItem()));
    } else if (item.getSequence() > expected) {
      arrived.add(
          new Lost(
              new LinkException(
                  Status.UNAVAILABLE.withDescription(
                      "the connection broke, and item %d of the generator was lost with it"
                          .formatted(expected)))));
    }
  }

  @Override
  public void inputsEnded(List<InputOutcome> outcomes) {
    if (!outcomes.isEmpty()) {
      ended(outcomes.getFirst().getOutcome());
    }
  }

  @Override
  public void ended(Outcome outcome) {
    arrived.add(new End(Wire.outcome(outcome)));
  }

  @Override
  public void lost(LinkException why) {
    arrived.add(new Lost(why));
  }
}
