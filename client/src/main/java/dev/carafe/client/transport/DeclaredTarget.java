package dev.carafe.client.transport;

import dev.carafe.protocol.proto.ClientFrame;
import dev.carafe.protocol.proto.DeclareTarget;
import dev.carafe.protocol.proto.Outcome;
import dev.carafe.protocol.proto.Target;
import dev.carafe.protocol.proto.TargetDeclared;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// A function as a link knows it: declared once per stream, then called by number. Whether the
/// caller's class agrees with what is deployed is known before anything else is sent.
public final class DeclaredTarget {
  private final int number;
  private final Target target;
  private volatile CompletableFuture<Answer> answer = new CompletableFuture<>();
  private @Nullable CallStream askedOn; // guarded by the link's lock

  DeclaredTarget(int number, Target target) {
    this.number = number;
    this.target = target;
  }

  /// What the server says to a declaration.
  private sealed interface Answer {}

  private record Accepted(TargetDeclared declared) implements Answer {}

  private record Refused(Outcome.Rejected reason) implements Answer {}

  int number() {
    return number;
  }

  Target target() {
    return target;
  }

  /// Declares it on a stream, unless it was already.
  void askOn(CallStream stream) {
    if (stream.equals(askedOn)) {
      return;
    }
    askedOn = stream;
    if (answer.isDone()) { // what was said on another stream may hold no more
      answer = new CompletableFuture<>();
    }
    stream.send(
        ClientFrame.newBuilder()
            .setDeclareTarget(DeclareTarget.newBuilder().setTarget(number).setFunction(target))
            .build());
  }

  void accepted(TargetDeclared declared) {
    answer.complete(new Accepted(declared));
  }

  /// Also of one that was accepted: a later deploy may change its mind.
  void refused(Outcome.Rejected reason) {
    if (!answer.complete(new Refused(reason))) {
      answer = CompletableFuture.completedFuture(new Refused(reason));
    }
  }

  void lost(LinkException why) {
    answer.completeExceptionally(why);
  }

  /// Whether it has to be declared anew, under another number.
  boolean isStale() {
    return answer.isCompletedExceptionally() || refusal().isPresent();
  }

  /// Why the server refused it, if it did.
  Optional<Outcome.Rejected> refusal() {
    CompletableFuture<Answer> now = answer;
    return now.state() == CompletableFuture.State.SUCCESS
            && now.resultNow() instanceof Refused(Outcome.Rejected reason)
        ? Optional.of(reason)
        : Optional.empty();
  }

  CompletableFuture<?> answered() {
    return answer;
  }

  /// Waits for the server's word; the refusal, if it is one.
  Optional<Outcome.Rejected> await() throws InterruptedException {
    try {
      return answer.get() instanceof Refused(Outcome.Rejected reason)
          ? Optional.of(reason)
          : Optional.empty();
    } catch (ExecutionException e) {
      throw LinkException.of(e.getCause() == null ? e : e.getCause());
    }
  }

  /// What the server has declared, once it has.
  public TargetDeclared declared() throws InterruptedException {
    try {
      return switch (answer.get()) {
        case Accepted(TargetDeclared declared) -> declared;
        case Refused(Outcome.Rejected reason) ->
            throw new IllegalStateException("refused: " + reason.getReason());
      };
    } catch (ExecutionException e) {
      throw LinkException.of(e.getCause() == null ? e : e.getCause());
    }
  }
}
