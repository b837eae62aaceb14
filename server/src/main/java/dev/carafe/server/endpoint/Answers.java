package dev.carafe.server.endpoint;

import dev.carafe.model.spi.EngineException;
import dev.carafe.server.ServerException;
import dev.carafe.server.refusal.Refusal;
import dev.carafe.volumes.bucket.BucketException;
import dev.carafe.volumes.content.StorageException;
import dev.carafe.volumes.version.VolumeException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How an endpoint answers: with a value, or with a status whose description is the whole message
/// for the user.
final class Answers {
  private static final Logger log = LoggerFactory.getLogger(Answers.class);

  private Answers() {}

  /// What may throw while an answer is made.
  @FunctionalInterface
  interface Work<T> {
    T run() throws Exception;
  }

  static <T> void one(StreamObserver<T> out, Work<T> work) {
    many(
        out,
        () -> {
          out.onNext(work.run());
          return out;
        });
  }

  /// The work sends the answers itself.
  static <T> void many(StreamObserver<T> out, Work<?> work) {
    try {
      work.run();
      out.onCompleted();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      out.onError(Status.CANCELLED.asRuntimeException());
    } catch (Exception e) {
      out.onError(status(e));
    }
  }

  static StatusRuntimeException status(Exception e) {
    Status status =
        switch (e) {
          case Refusal refusal ->
              switch (refusal.code()) {
                case NOT_FOUND -> Status.NOT_FOUND;
                case INVALID, SIGNATURE_MISMATCH -> Status.INVALID_ARGUMENT;
                case RESOURCE_EXHAUSTED -> Status.RESOURCE_EXHAUSTED;
                case UNAVAILABLE -> Status.UNAVAILABLE;
                case RESULT_EXPIRED -> Status.FAILED_PRECONDITION;
              };
          case VolumeException volume ->
              switch (volume.kind()) {
                case NOT_FOUND -> Status.NOT_FOUND;
                case ALREADY_EXISTS -> Status.ALREADY_EXISTS;
                case INVALID -> Status.INVALID_ARGUMENT;
                case IN_USE -> Status.FAILED_PRECONDITION;
              };
          case IllegalArgumentException _ -> Status.INVALID_ARGUMENT;
          case EngineException _, BucketException _ -> Status.FAILED_PRECONDITION;
          case ServerException _, StorageException _ ->
              diskIsFull(e) ? Status.RESOURCE_EXHAUSTED : Status.INTERNAL;
          case IOException _ when diskIsFull(e) -> Status.RESOURCE_EXHAUSTED;
          case IOException _ when Thread.currentThread().isInterrupted() -> Status.CANCELLED;
          case StatusRuntimeException given -> given.getStatus();
          default -> {
            log.error("a request failed", e);
            yield Status.INTERNAL;
          }
        };
    String message =
        e instanceof StatusRuntimeException s ? s.getStatus().getDescription() : e.getMessage();
    return status
        .withDescription(
            diskIsFull(e)
                ? "The disk of the server is full: %s. Free space there and try again; nothing of this was kept"
                    .formatted(message)
                : message == null ? e.toString() : message)
        .asRuntimeException();
  }

  private static boolean diskIsFull(Throwable e) {
    return String.valueOf(e.getMessage()).contains("No space left on device");
  }
}
