package dev.carafe.protocol.codec;

import org.jspecify.annotations.Nullable;

/// A value cannot be turned into bytes or back. The message names the argument, its type and what
/// to change.
public final class CodecException extends RuntimeException {
  public CodecException(String message) {
    super(message);
  }

  public CodecException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
