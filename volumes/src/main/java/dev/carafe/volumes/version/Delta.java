package dev.carafe.volumes.version;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What one writer changed, by path: the new entry, or empty where the path is gone. A path that is
/// not in it was not touched and stays whatever others made it.
public record Delta(SortedMap<String, Optional<Entry>> paths) {

  public Delta {
    paths = Collections.unmodifiableSortedMap(new TreeMap<>(paths));
  }

  public static Delta of(Map<String, Optional<Entry>> paths) {
    return new Delta(new TreeMap<>(paths));
  }

  public boolean isEmpty() {
    return paths.isEmpty();
  }
}
