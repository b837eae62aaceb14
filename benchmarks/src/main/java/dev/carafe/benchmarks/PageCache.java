package dev.carafe.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What this machine's memory holds of files.
final class PageCache {
  private static final Path DROP = Path.of("/proc/sys/vm/drop_caches");

  private PageCache() {}

  /// Whether it may be dropped, which takes root; says so if not.
  static boolean droppable() {
    boolean droppable = Files.isWritable(DROP);
    if (!droppable) {
      System.out.println("not root: the page cache cannot be dropped, so nothing is cold");
    }
    return droppable;
  }

  /// Drops what is on disk too. Sync before.
  static void drop() throws IOException {
    Files.writeString(DROP, "3\n");
  }
}
