package dev.carafe.volumes.content;

import java.io.IOException;

/// The data directory could not be read or written: full, damaged, or gone. The message says what
/// was tried, where, and why it failed.
public final class StorageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public StorageException(String message) {
    super(message);
  }

  public StorageException(String message, Throwable cause) {
    super(message, cause);
  }

  /// `tried` reads like "Storing the blob 1234".
  public static StorageException of(String tried, IOException cause) {
    String reason = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    return new StorageException(tried + " failed: " + reason, cause);
  }
}
