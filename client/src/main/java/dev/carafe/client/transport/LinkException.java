package dev.carafe.client.transport;

import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/// The connection did not carry a call: what the server's end said, or why there is none. Without a
/// stack trace of its own; who waits for the call adds theirs.
public final class LinkException extends RuntimeException {
  private final transient Status status;

  LinkException(Status status) {
    super(text(status), status.getCause(), false, false);
    this.status = status;
  }

  private static String text(Status status) {
    String description = status.getDescription();
    String cause = reason(status.getCause());
    return description == null ? status.getCode() + cause : description + cause;
  }

  private static String reason(@Nullable Throwable cause) {
    return cause == null || cause.getMessage() == null ? "" : " (" + cause.getMessage() + ")";
  }

  static LinkException of(Throwable thrown) {
    return thrown instanceof LinkException link
        ? link
        : new LinkException(Status.fromThrowable(thrown));
  }

  /// What gRPC says of it.
  public Status status() {
    return status;
  }

  /// Whether trying again cannot help.
  boolean isFinal() {
    return switch (status.getCode()) {
      case UNAUTHENTICATED, PERMISSION_DENIED, UNIMPLEMENTED, INVALID_ARGUMENT -> true;
      default -> false;
    };
  }
}
