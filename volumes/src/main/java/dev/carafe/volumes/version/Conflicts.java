package dev.carafe.volumes.version;

import dev.carafe.model.app.NearestNames;
import java.util.Collection;
import java.util.List;
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
    List<String> beside =
        entries.stream()
            .map(Entry::path)
            .filter(other -> VolumePath.parent(other).equals(parent))
            .map(Conflicts::name)
            .toList();
    return NearestNames.of(name(path), beside).stream()
        .findFirst()
        .map(name -> "; the nearest is " + (parent.isEmpty() ? name : parent + "/" + name))
        .orElse("");
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
