package dev.carafe.volumes.bucket;

/// A bucket could not be mounted; the message says which, why, and what to do.
public final class BucketException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public BucketException(String message) {
    super(message);
  }

  public BucketException(String message, Throwable cause) {
    super(message, cause);
  }
}
