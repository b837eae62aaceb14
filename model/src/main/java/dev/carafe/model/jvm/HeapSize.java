package dev.carafe.model.jvm;

import dev.carafe.model.app.Resources;
import java.lang.management.ManagementFactory;
import java.util.OptionalLong;

/// How much of a container's memory its heap may take, in MiB.
final class HeapSize {
  private static final long MIB = 1L << 20;
  private static final long SMALLEST = 16;
  private static final long UNLIMITED_FLOOR = 1024;

  private HeapSize() {}

  /// With a limit: what is left after a reserve for code, metaspace, stacks and native memory (a
  /// quarter, at least 64 MiB, at most 1 GiB). Without: a quarter of the host, at least 1 GiB and
  /// never less than the request.
  static long mebibytes(Resources resources) {
    return mebibytes(resources, hostBytes());
  }

  private static OptionalLong hostBytes() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean host
        ? OptionalLong.of(host.getTotalMemorySize())
        : OptionalLong.empty();
  }

  static long mebibytes(Resources resources, OptionalLong hostBytes) {
    if (resources.memoryLimitBytes().isPresent()) {
      long limit = resources.memoryLimitBytes().getAsLong() / MIB;
      long reserve = Math.clamp(limit / 4, 64, 1024);
      return Math.max(SMALLEST, Math.max(limit - reserve, limit / 2));
    }
    long quarter = hostBytes.orElse(4 * UNLIMITED_FLOOR * MIB) / 4 / MIB;
    return Math.max(Math.max(quarter, UNLIMITED_FLOOR), resources.memoryBytes() / MIB);
  }
}
