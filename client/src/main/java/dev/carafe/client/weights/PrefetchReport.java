package dev.carafe.client.weights;

import java.time.Duration;
import java.util.Locale;

/// What a prefetch brought into memory, and how long that took.
public record PrefetchReport(long bytes, Duration duration) {

  /// Gigabytes (10⁹ bytes) a second; 0 of nothing.
  public double gigabytesPerSecond() {
    return duration.isZero() ? 0 : (double) bytes / duration.toNanos();
  }

  /// Like `read 2.0 GB in 1.1 s (1.8 GB/s)`.
  @Override
  public String toString() {
    return "read %s in %s (%s GB/s)"
        .formatted(size(), time(), decimal("%.1f", gigabytesPerSecond()));
  }

  private String size() {
    return bytes >= 1e9
        ? decimal("%.1f GB", bytes / 1e9)
        : bytes >= 1e6 ? decimal("%.1f MB", bytes / 1e6) : bytes + " bytes";
  }

  private String time() {
    return duration.compareTo(Duration.ofSeconds(1)) >= 0
        ? decimal("%.1f s", duration.toNanos() / 1e9)
        : decimal("%.1f ms", duration.toNanos() / 1e6);
  }

  private static String decimal(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
