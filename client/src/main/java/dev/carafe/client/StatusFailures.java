package dev.carafe.client;

import dev.carafe.client.control.Failures;
import dev.carafe.client.transport.Address;
import dev.carafe.client.transport.LinkException;
import io.grpc.Status;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// What a server at an address refused, or that it cannot be reached, as exceptions.
record StatusFailures(Address address) implements Failures {
  /// What gRPC says where the transport says nothing.
  private static final String UNNAMED = "io exception";

  CarafeException of(LinkException why) {
    return of(why.status());
  }

  @Override
  public CarafeException of(Status status) {
    String description = status.getDescription() == null ? "" : status.getDescription();
    Throwable cause = status.getCause();
    return switch (status.getCode()) {
      case NOT_FOUND -> new NotFoundException(description, cause);
      case INVALID_ARGUMENT, FAILED_PRECONDITION, ALREADY_EXISTS, OUT_OF_RANGE ->
          new InvalidException(description, cause);
      case RESOURCE_EXHAUSTED -> new ResourceExhaustedException(description, cause);
      case UNAUTHENTICATED ->
          new AuthenticationException(
              "The server at %s did not accept the token: %s. Set CARAFE_TOKEN to one it knows"
                  .formatted(address, description),
              cause);
      case PERMISSION_DENIED -> new PermissionDeniedException(description, cause);
      case CANCELLED -> new CallCancelledException("Cancelled: " + description, cause);
      case UNIMPLEMENTED ->
          new UnavailableException(
              "What listens at %s is no Carafe server, or one of another version: %s"
                  .formatted(address, description),
              cause);
      case INTERNAL, DATA_LOSS ->
          new UnavailableException(
              "The Carafe server at %s failed: %s".formatted(address, description), cause);
      case UNAVAILABLE, DEADLINE_EXCEEDED, OK, UNKNOWN, ABORTED ->
          new UnavailableException(unavailable(description, cause), cause);
    };
  }

  private String unavailable(String description, @Nullable Throwable cause) {
    String reason =
        cause instanceof IOException && cause.getMessage() != null
            ? cause.getMessage()
            : description.equals(UNNAMED) ? "the connection broke" : description;
    return ("The Carafe server at %s cannot be reached: %s. Start one with: carafe server start; or"
            + " name another in CARAFE_SERVER as HOST:PORT")
        .formatted(address, reason);
  }

  /// For a thread that was interrupted while it waited; restores the flag.
  static CallCancelledException interrupted(String label, InterruptedException e) {
    Thread.currentThread().interrupt();
    return new CallCancelledException(
        "%s was cancelled: its caller's thread was interrupted".formatted(label), e);
  }
}
