package dev.carafe.volumes.version;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.model.id.BlobId;
import dev.carafe.model.spi.VolumeHeads.VolumeVersion;
import dev.carafe.volumes.content.FileBlobStore;
import dev.carafe.volumes.fake.InMemoryVolumeHeads;
import dev.carafe.volumes.fake.ManualClock;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every version holds what a plain map holds to which the same was done, is found again by a new
/// server and after collections, and has the same manifest as others that hold the same.
class ManifestPropertyTest {
  private static final int HISTORIES = Integer.getInteger("carafe.histories", 4) * 5;
  private static final long FIRST = Long.getLong("carafe.seed", System.nanoTime());
  private static final int STEPS = 30;
  private static final String VOLUME = "v";

  @TempDir private Path directory;

  @Test
  void everyVersionHoldsWhatWasDone() {
    for (long seed = FIRST; seed < FIRST + HISTORIES; seed++) {
      try {
        new History(directory.resolve("h" + seed), seed).run();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("replay with -Dcarafe.seed=" + seed, e);
      }
    }
  }

  private static final class History {
    private final Random random;
    private final Path data;
    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-02T03:04:05Z"));
    private final InMemoryVolumeHeads heads = new InMemoryVolumeHeads();
    private final Map<Long, NavigableMap<String, Entry>> versions = new HashMap<>();
    private final Map<NavigableMap<String, Entry>, BlobId> manifests = new HashMap<>();
    private FileBlobStore blobs;
    private VolumeStore volumes;
    private NavigableMap<String, Entry> now = new TreeMap<>();

    History(Path data, long seed) {
      this.data = data;
      this.random = new Random(seed);
      this.blobs = FileBlobStore.open(data, clock);
      this.volumes = PagedVolumes.open(blobs, heads, new VolumeUsers(), clock);
    }

    void run() {
      check(volumes.create(VOLUME, "me"));
      for (int i = 0; i < STEPS; i++) {
        check(step());
      }
      checkDifferences();
    }

    private VolumeVersion step() {
      clock.forward(Duration.ofMinutes(1));
      return switch (random.nextInt(8)) {
        case 0 -> restore();
        case 1 -> reopen();
        case 2 -> collect();
        case 3 -> move();
        case 4 -> remove();
        case 5 -> merge();
        default -> put();
      };
    }

    private VolumeVersion put() {
      List<Change> changes = new ArrayList<>();
      for (int i = random.nextInt(8); i >= 0; i--) {
        Entry entry = entry();
        changes.add(new Change.Put(entry));
        set(entry);
      }
      return volumes.commit(VOLUME, changes, true, "me");
    }

    /// Names such that a file never stands where a directory does.
    private Entry entry() {
      String path =
          "d%d/e%d/f%d".formatted(random.nextInt(3), random.nextInt(3), random.nextInt(9));
      return random.nextInt(5) == 0
          ? new Entry.Symlink(path, "other", clock.instant())
          : new Entry.File(path, 0644, clock.instant(), 1, blob());
    }

    private BlobId blob() {
      byte[] bytes = {(byte) ('0' + random.nextInt(10))};
      return blobs.put(new ByteArrayInputStream(bytes));
    }

    private void set(Entry entry) {
      for (String at = VolumePath.parent(entry.path()); !at.isEmpty(); at = VolumePath.parent(at)) {
        now.putIfAbsent(at, new Entry.Directory(at, 0755, clock.instant()));
      }
      now.put(entry.path(), entry);
    }

    private VolumeVersion remove() {
      Optional<String> path = anyPath();
      path.ifPresent(this::take);
      return volumes.commit(
          VOLUME, path.stream().map(at -> (Change) new Change.Remove(at)).toList(), true, "me");
    }

    private List<Entry> take(String path) {
      List<Entry> taken =
          now.values().stream()
              .filter(e -> e.path().equals(path) || e.path().startsWith(path + "/"))
              .toList();
      taken.forEach(entry -> now.remove(entry.path()));
      return taken;
    }

    private Optional<String> anyPath() {
      List<String> all = List.copyOf(now.keySet());
      return all.isEmpty() ? Optional.empty() : Optional.of(all.get(random.nextInt(all.size())));
    }

    private VolumeVersion move() {
      Optional<String> from = anyPath();
      if (from.isEmpty()) {
        return volumes.head(VOLUME);
      }
      String to = "moved" + clock.instant().getEpochSecond();
      take(from.get())
          .forEach(entry -> set(entry.at(to + entry.path().substring(from.get().length()))));
      return volumes.commit(VOLUME, List.of(new Change.Move(from.get(), to)), false, "me");
    }

    private VolumeVersion merge() {
      Map<String, Optional<Entry>> changed = new TreeMap<>();
      for (int i = random.nextInt(4); i >= 0; i--) {
        Entry entry = entry();
        changed.put(entry.path(), Optional.of(entry));
      }
      anyPath()
          .filter(path -> !(now.get(path) instanceof Entry.Directory))
          .ifPresent(path -> changed.putIfAbsent(path, Optional.empty()));
      changed.forEach((path, entry) -> entry.ifPresentOrElse(this::set, () -> now.remove(path)));
      return volumes.merge(VOLUME, Delta.of(changed), "ct-1");
    }

    private VolumeVersion restore() {
      List<Long> numbers = List.copyOf(versions.keySet());
      long number = numbers.get(random.nextInt(numbers.size()));
      now = new TreeMap<>(versions.get(number));
      return volumes.restore(VOLUME, number, "me");
    }

    private VolumeVersion reopen() {
      blobs = FileBlobStore.open(data, clock);
      volumes = PagedVolumes.open(blobs, heads, new VolumeUsers(), clock);
      return volumes.head(VOLUME);
    }

    private VolumeVersion collect() {
      if (random.nextInt(3) == 0) {
        long newest = volumes.head(VOLUME).number();
        volumes.keepNewest(VOLUME, 2);
        versions.keySet().removeIf(number -> number < newest - 1);
      }
      var _ = new BlobCollector(blobs, volumes, Set::of, List.of()).collect(Duration.ZERO);
      return volumes.head(VOLUME);
    }

    private void check(VolumeVersion version) {
      versions.put(version.number(), new TreeMap<>(now));
      assertThat(manifests.computeIfAbsent(versions.get(version.number()), _ -> version.manifest()))
          .isEqualTo(version.manifest());
      for (Map.Entry<Long, NavigableMap<String, Entry>> one : versions.entrySet()) {
        assertThat(volumes.files(VOLUME, "", true, one.getKey()))
            .containsExactlyElementsOf(one.getValue().values());
      }
      Manifest held = volumes.manifest(version);
      for (Entry entry : now.values()) {
        assertThat(held.entry(entry.path())).contains(entry);
        assertThat(held.entry(entry.path() + "0"))
            .isEqualTo(Optional.ofNullable(now.get(entry.path() + "0")));
        if (entry instanceof Entry.Directory) {
          assertThat(held.list(entry.path(), true))
              .containsExactlyElementsOf(
                  now.subMap(entry.path() + "/", entry.path() + "0").values());
        }
      }
      for (BlobId blob : PagedVolumes.needed(volumes, version.manifest())) {
        assertThat(blobs.blobs().resolve(blobs.relative(blob))).exists();
      }
    }

    private void checkDifferences() {
      versions.forEach(
          (number, before) ->
              versions.forEach(
                  (other, after) -> {
                    Manifest from = volumes.manifest(volumes.version(VOLUME, number));
                    Manifest to = volumes.manifest(volumes.version(VOLUME, other));
                    assertThat(from.changesTo(to)).isEqualTo(difference(before, after));
                  }));
    }

    private static Delta difference(Map<String, Entry> before, Map<String, Entry> after) {
      Map<String, Optional<Entry>> changes = new TreeMap<>();
      before.keySet().forEach(path -> changes.put(path, Optional.empty()));
      after.forEach((path, entry) -> changes.put(path, Optional.of(entry)));
      before.forEach((path, entry) -> changes.remove(path, Optional.of(entry)));
      return Delta.of(changes);
    }
  }
}
