package dev.carafe.volumes.version;

import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;

/// Who uses which Volume now, by name, so that a delete can be refused with the users named. Safe
/// for use by many threads.
public final class VolumeUsers {
  private final Map<String, SortedSet<String>> users = new ConcurrentHashMap<>();

  public void add(String volume, String user) {
    users.compute(
        volume,
        (_, present) -> {
          SortedSet<String> all = present == null ? new ConcurrentSkipListSet<>() : present;
          all.add(user);
          return all;
        });
  }

  public void remove(String volume, String user) {
    users.computeIfPresent(
        volume,
        (_, all) -> {
          all.remove(user);
          return all.isEmpty() ? null : all;
        });
  }

  public List<String> of(String volume) {
    SortedSet<String> all = users.get(volume);
    return all == null ? List.of() : List.copyOf(all);
  }
}
