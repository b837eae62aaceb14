package dev.carafe.volumes.version;

import java.util.Collection;
import java.util.Comparator;
import java.util.SortedSet;
import java.util.stream.Collectors;

/// The words for paths that stand in the way, or are not there.
final class Conflicts {
  private static final int SHOWN = 20;

  private Conflicts() {}

  static VolumeException refused(SortedSet<String> paths) {
    String shown = paths.stream().limit(SHOWN).collect(Collectors.joining(", "));
    String more = paths.size() > SHOWN ? " and %d more".formatted(paths.size() - SHOWN) : "";
    return VolumeException.exists(
        "%s %s already, so nothing was written: %s%s. Overwrite with force (--force), or use other names",
        paths.size() == 1 ? "one path" : paths.size() + " paths",
        paths.size() == 1 ? "exists" : "exist",
        shown,
        more);
  }

  /// "; the nearest is …", from the entries beside it, or nothing.
  static String nearest(String path, Collection<Entry> entries) {
    String parent = VolumePath.parent(path);
    return entries.stream()
        .map(Entry::path)
        .filter(other -> VolumePath.parent(other).equals(parent))
        .min(Comparator.comparingInt(other -> distance(path, other)))
        .map(other -> "; the nearest is " + other)
        .orElse("");
  }

  private static int distance(String one, String other) {
    int[] costs = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      costs[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = costs[0];
      costs[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = costs[j];
        costs[j] = Math.min(replaced, Math.min(costs[j], costs[j - 1]) + 1);
      }
    }
    return costs[other.length()];
  }
}
