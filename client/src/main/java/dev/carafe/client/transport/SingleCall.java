package dev.carafe.client.transport;

import dev.carafe.protocol.proto.ClientFrame;
import dev.carafe.protocol.proto.InputOutcome;
import dev.carafe.protocol.proto.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// A call of one input, or the wait for one: one frame that is sent, one outcome that comes.
final class SingleCall implements Pending {
  private final String id;
  private final Optional<DeclaredTarget> target;
  private final ClientFrame frame;
  private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
  private final CompletableFuture<Boolean> accepted = new CompletableFuture<>();

  SingleCall(String id, Optional<DeclaredTarget> target, ClientFrame frame) {
    this.id = id;
    this.target = target;
    this.frame = frame;
  }

  CompletableFuture<Outcome> outcome() {
    return outcome;
  }

  /// Done once the server has it for good; false when it ended instead.
  CompletableFuture<Boolean> accepted() {
    return accepted;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Optional<DeclaredTarget> target() {
    return target;
  }

  @Override
  public void sendAgain(Consumer<ClientFrame> stream) {
    stream.accept(frame);
  }

  @Override
  public void inputsEnded(List<InputOutcome> outcomes) {
    if (!outcomes.isEmpty()) {
      ended(outcomes.getFirst().getOutcome());
    }
  }

  @Override
  public void ended(Outcome how) {
    outcome.complete(how);
    accepted.complete(false);
  }

  @Override
  public void acknowledged() {
    accepted.complete(true);
  }

  @Override
  public void lost(LinkException why) {
    outcome.completeExceptionally(why);
    accepted.completeExceptionally(why);
  }
}
