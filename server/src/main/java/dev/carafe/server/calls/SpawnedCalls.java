package dev.carafe.server.calls;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.carafe.model.call.CallOutcome;
import dev.carafe.model.id.BlobId;
import dev.carafe.model.id.CallId;
import dev.carafe.protocol.proto.InputOutcome;
import dev.carafe.protocol.proto.Outcome;
import dev.carafe.protocol.proto.Payload;
import dev.carafe.protocol.proto.Target;
import dev.carafe.protocol.wire.Wire;
import dev.carafe.scheduler.store.CallStore;
import dev.carafe.scheduler.store.CallStore.SpawnedCall;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// The durable side of spawned calls: stored before they are acknowledged, and their outcomes
/// before anyone is told. Results are kept for seven days.
public final class SpawnedCalls {
  private static final Duration KEPT = Duration.ofDays(7);

  /// A call of before the server started that has not ended.
  public record Unfinished(CallId id, Target target, Payload input, Instant arrived) {}

  private final CallStore store;

  public SpawnedCalls(CallStore store) {
    this.store = store;
  }

  CompletableFuture<Boolean> add(CallId id, Target target, Payload input, Instant arrived) {
    return store.add(id, target.toByteArray(), input.toByteArray(), arrived);
  }

  CompletableFuture<Boolean> end(CallId id, Outcome outcome) {
    return store.end(id, outcome.toByteArray(), Instant.now());
  }

  /// How a call ended; empty while it has not. An unknown one, and one whose result is gone, say
  /// so.
  Optional<InputOutcome> outcome(CallId id) {
    Optional<SpawnedCall> call = store.find(id);
    if (call.isEmpty()) {
      return Optional.of(
          refused(
              CallOutcome.Code.NOT_FOUND,
              "No result of a call %s is kept. Only calls made with spawn keep theirs, for %d days; carafe explain tells of others."
                  .formatted(id, KEPT.toDays())));
    }
    if (call.get().ended().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        call.get()
            .outcome()
            .map(SpawnedCalls::parse)
            .orElseGet(
                () ->
                    refused(
                        CallOutcome.Code.RESULT_EXPIRED,
                        "The result of call %s has expired: it ended at %s, and results are kept for %d days."
                            .formatted(id, call.get().ended().get(), KEPT.toDays()))));
  }

  private static InputOutcome parse(byte[] outcome) {
    try {
      return InputOutcome.newBuilder().setOutcome(Outcome.parseFrom(outcome)).build();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a stored outcome cannot be read", e);
    }
  }

  private static InputOutcome refused(CallOutcome.Code code, String reason) {
    return InputOutcome.newBuilder()
        .setOutcome(
            Outcome.newBuilder().setRejected(Wire.rejected(new CallOutcome.Rejected(code, reason))))
        .build();
  }

  /// The calls that were acknowledged and have not ended, oldest first.
  public List<Unfinished> unfinished() {
    List<Unfinished> calls = new ArrayList<>();
    for (SpawnedCall call : store.unfinished()) {
      try {
        calls.add(
            new Unfinished(
                call.id(),
                Target.parseFrom(call.target()),
                Payload.parseFrom(call.input()),
                call.arrived()));
      } catch (InvalidProtocolBufferException e) {
        throw new IllegalStateException(
            "the stored call %s cannot be read".formatted(call.id()), e);
      }
    }
    return calls;
  }

  /// The newest calls, for lists.
  public List<SpawnedCall> newest(int limit) {
    return store.newest(limit);
  }

  /// The blobs that arguments and results lie in.
  public Set<BlobId> blobs() {
    Set<BlobId> needed = new HashSet<>();
    store.forEachKept(
        call -> {
          try {
            PayloadBlobs.add(Payload.parseFrom(call.input()), needed);
            if (call.outcome().isPresent()) {
              PayloadBlobs.add(Outcome.parseFrom(call.outcome().get()).getSucceeded(), needed);
            }
          } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(
                "the stored call %s cannot be read".formatted(call.id()), e);
          }
        });
    return needed;
  }

  /// Drops results that are too old.
  public void expire(Instant now) {
    store.expire(now.minus(KEPT));
  }
}
