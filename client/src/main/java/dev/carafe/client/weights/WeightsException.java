package dev.carafe.client.weights;

import dev.carafe.client.CarafeException;
import org.jspecify.annotations.Nullable;

/// Weights that cannot be opened, read or saved: what is wrong with the file, and what to do.
public final class WeightsException extends CarafeException {
  private static final int LONGEST = 2_000;

  public WeightsException(String message) {
    this(message, null);
  }

  public WeightsException(String message, @Nullable Throwable cause) {
    super(message.length() > LONGEST ? message.substring(0, LONGEST) + "…" : message, cause);
  }
}
