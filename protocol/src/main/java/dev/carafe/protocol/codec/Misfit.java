package dev.carafe.protocol.codec;

import org.jspecify.annotations.Nullable;

/// A value does not fit its type, somewhere inside. The place is put together on the way out.
final class Misfit extends RuntimeException {
  private final String problem;
  private String place = "";

  Misfit(String problem) {
    this(problem, null);
  }

  Misfit(String problem, @Nullable Throwable cause) {
    super(problem, cause, false, false);
    this.problem = problem;
  }

  /// The same, one step further out: `.name`, `[3]`.
  Misfit at(String step) {
    place = step + place;
    return this;
  }

  /// `.items[3].name: problem`
  @Override
  public String getMessage() {
    return place.isEmpty() ? problem : "at " + place + ": " + problem;
  }
}
