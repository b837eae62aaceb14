package dev.carafe.volumes.fake;

import dev.carafe.model.id.BlobId;
import dev.carafe.model.spi.VolumeHeads;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Heads that live as long as the object.
public final class InMemoryVolumeHeads implements VolumeHeads {
  private final TreeMap<String, Deque<VolumeVersion>> volumes = new TreeMap<>();

  @Override
  public synchronized Optional<VolumeVersion> head(String volume) {
    return Optional.ofNullable(volumes.get(volume)).map(Deque::getFirst);
  }

  @Override
  public synchronized List<VolumeVersion> heads() {
    return volumes.values().stream().map(Deque::getFirst).toList();
  }

  @Override
  public synchronized List<VolumeVersion> versions(String volume) {
    Deque<VolumeVersion> versions = volumes.get(volume);
    return versions == null ? List.of() : List.copyOf(versions);
  }

  @Override
  public synchronized Set<BlobId> manifests() {
    return volumes.values().stream()
        .flatMap(Deque::stream)
        .map(VolumeVersion::manifest)
        .collect(Collectors.toSet());
  }

  @Override
  public synchronized boolean advance(VolumeVersion next) {
    long head = head(next.volume()).map(VolumeVersion::number).orElse(0L);
    if (head != next.number() - 1) {
      return false;
    }
    volumes.computeIfAbsent(next.volume(), _ -> new ArrayDeque<>()).addFirst(next);
    return true;
  }

  @Override
  public synchronized boolean rename(String volume, String newName) {
    if (!volumes.containsKey(volume) || volumes.containsKey(newName)) {
      return false;
    }
    Deque<VolumeVersion> renamed = new ArrayDeque<>();
    volumes
        .remove(volume)
        .forEach(
            version ->
                renamed.addLast(
                    new VolumeVersion(
                        newName,
                        version.number(),
                        version.manifest(),
                        version.at(),
                        version.by())));
    volumes.put(newName, renamed);
    return true;
  }

  @Override
  public synchronized int keepNewest(String volume, int kept) {
    Deque<VolumeVersion> versions = volumes.getOrDefault(volume, new ArrayDeque<>());
    int gone = Math.max(0, versions.size() - kept);
    for (int i = 0; i < gone; i++) {
      versions.removeLast();
    }
    return gone;
  }

  @Override
  public synchronized boolean delete(String volume) {
    return volumes.remove(volume) != null;
  }
}
