package dev.carafe.agent.logs;

import dev.carafe.protocol.proto.InputKey;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The input that a thread works for: set around the user's method, and seen by what that calls on
/// the same thread.
public final class CurrentInput {
  /// Bound on threads that work for an input.
  public static final ScopedValue<CurrentInput> SCOPE = ScopedValue.newInstance();

  private final InputKey key;
  private final long startMillis;
  private final long timeoutMillis;
  private volatile @Nullable Lines lines;

  /// No timeout: 0.
  public CurrentInput(InputKey key, long startMillis, long timeoutMillis) {
    this.key = key;
    this.startMillis = startMillis;
    this.timeoutMillis = timeoutMillis;
  }

  public InputKey key() {
    return key;
  }

  /// When this attempt times out.
  public Optional<Instant> deadline() {
    return timeoutMillis > 0
        ? Optional.of(Instant.ofEpochMilli(startMillis).plusMillis(timeoutMillis))
        : Optional.empty();
  }

  /// Made by the first who prints: most inputs print nothing.
  Lines lines() {
    Lines known = lines;
    return known == null ? made() : known;
  }

  private synchronized Lines made() {
    Lines known = lines;
    if (known == null) {
      known = new Lines();
      lines = known;
    }
    return known;
  }

  /// Its lines, if it has printed.
  Optional<Lines> printed() {
    return Optional.ofNullable(lines);
  }
}
