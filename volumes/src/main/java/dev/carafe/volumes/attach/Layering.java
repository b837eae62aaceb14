package dev.carafe.volumes.attach;

import dev.carafe.volumes.version.Delta;
import dev.carafe.volumes.version.Entry;
import dev.carafe.volumes.version.Manifest;
import java.util.Optional;

/// When a layer of what differs is made in place of a whole tree: for versions of so many entries,
/// as smaller ones are laid out as quickly, if one in `part` of them differs at most; and, in
/// layered trees, where they have to be copied, files of so many bytes together.
record Layering(int entries, int part, long copiedBytes) {
  static final Layering DEFAULT = new Layering(1_000, 8, 16L << 20);

  boolean suits(Manifest version) {
    return version.entries().size() >= entries;
  }

  boolean suits(Manifest version, Delta changes, TreeKind kind) {
    return changes.paths().size() <= version.entries().size() / part
        && (kind == TreeKind.LINKS || bytes(changes) <= copiedBytes);
  }

  private static long bytes(Delta changes) {
    return changes.paths().values().stream()
        .flatMap(Optional::stream)
        .mapToLong(entry -> entry instanceof Entry.File file ? file.size() : 0)
        .sum();
  }
}
