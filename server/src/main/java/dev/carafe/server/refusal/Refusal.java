package dev.carafe.server.refusal;

import dev.carafe.model.call.CallOutcome;

/// Something asked for cannot be had; the message is for the user.
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final CallOutcome.Code code;

  public Refusal(CallOutcome.Code code, String message) {
    super(message);
    this.code = code;
  }

  /// What to tell the user; never empty.
  public String reason() {
    return String.valueOf(getMessage());
  }

  public CallOutcome.Code code() {
    return code;
  }

  public static Refusal notFound(String message) {
    return new Refusal(CallOutcome.Code.NOT_FOUND, message);
  }

  public static Refusal invalid(String message) {
    return new Refusal(CallOutcome.Code.INVALID, message);
  }
}
