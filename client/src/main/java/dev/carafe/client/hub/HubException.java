package dev.carafe.client.hub;

import dev.carafe.client.CarafeException;
import org.jspecify.annotations.Nullable;

/// A download from a hub that cannot be done, or not now. What was fetched before stays, and the
/// next run goes on from there.
public final class HubException extends CarafeException {
  public HubException(String message) {
    super(message, null);
  }

  public HubException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
