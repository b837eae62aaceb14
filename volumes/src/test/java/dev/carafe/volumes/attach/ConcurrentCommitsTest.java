package dev.carafe.volumes.attach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.model.app.MountSpec;
import dev.carafe.model.id.ContainerId;
import dev.carafe.model.spi.VolumeAttachment;
import dev.carafe.model.spi.VolumeHeads.VolumeVersion;
import dev.carafe.volumes.version.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Many containers commit to one Volume at once, each in threads of its own. Every version is the
/// one before with one container's changes, path by path, and no reader sees anything else.
class ConcurrentCommitsTest {
  private static final int HISTORIES = Integer.getInteger("carafe.histories", 4);
  private static final long FIRST = Long.getLong("carafe.seed", System.nanoTime());
  private static final int CONTAINERS = 6;
  private static final int ROUNDS = 25;
  private static final List<String> SHARED = List.of("s/1", "s/2", "s/3", "s/4", "s/5");

  @TempDir private Path directory;

  /// What the commit that made a version changed: content, or empty where the path is gone.
  private final Map<Long, Map<String, Optional<String>>> changes = new ConcurrentHashMap<>();

  @Test
  void everyVersionIsTheOneBeforeAndOneCommit() throws Exception {
    for (long seed = FIRST; seed < FIRST + HISTORIES; seed++) {
      changes.clear();
      Host host = new Host(directory.resolve(Long.toString(seed)), TreeKind.LINKS);
      try {
        play(host, seed);
        compare(host);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  private void play(Host host, long seed) throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      Future<?> reader =
          threads.submit(
              () -> {
                read(host, over);
                return null;
              });
      List<Future<?>> writers = new ArrayList<>();
      for (int i = 0; i < CONTAINERS; i++) {
        String name = "ct-" + i;
        Random random = new Random(seed * CONTAINERS + i);
        writers.add(
            threads.submit(
                () -> {
                  write(host, name, random);
                  return null;
                }));
      }
      try {
        for (Future<?> writer : writers) {
          writer.get();
        }
      } finally {
        over.set(true);
      }
      reader.get();
    }
  }

  /// One container: writes the shared files all with one stamp, and its own at random, then
  /// commits.
  private void write(Host host, String name, Random random) throws IOException {
    ContainerId id = new ContainerId(name);
    VolumeAttachment view = host.attach(name);
    Set<String> own = new HashSet<>();
    Set<String> below = new HashSet<>();
    for (int round = 0; round < ROUNDS; round++) {
      Map<String, Optional<String>> changed = new TreeMap<>();
      if (random.nextInt(3) > 0) {
        for (String path : SHARED) {
          changed.put(path, Optional.of(name + " " + round));
        }
      }
      for (int i = random.nextInt(4); i > 0; i--) {
        String path = name + "/" + random.nextInt(6);
        // What stands below the upper directory would need a whiteout to go.
        boolean gone = own.contains(path) && !below.contains(path) && random.nextBoolean();
        changed.put(path, gone ? Optional.empty() : Optional.of(name + " " + round));
      }
      for (Map.Entry<String, Optional<String>> one : changed.entrySet()) {
        apply(view.upper().resolve(one.getKey()), one.getValue());
        if (one.getValue().isPresent()) {
          own.add(one.getKey());
        } else {
          own.remove(one.getKey());
        }
      }
      VolumeCommit commit = host.attachments.commit(id, "v");
      if (commit.changed() && !changed.isEmpty()) {
        changes.put(commit.version().number(), changed);
      }
      if (random.nextInt(5) == 0) {
        Optional<VolumeAttachment> newer = host.attachments.prepareReload(id, "v");
        if (newer.isPresent()) {
          view = newer.get();
          host.attachments.reloaded(id, "v");
          below.addAll(own);
        }
      }
    }
    host.attachments.detach(id);
  }

  private static void apply(Path file, Optional<String> content) throws IOException {
    Files.createDirectories(file.getParent());
    Files.deleteIfExists(file);
    if (content.isPresent()) {
      Files.writeString(file, content.get());
    }
  }

  /// New containers, one after the other: whatever they get is of one commit.
  private static void read(Host host, AtomicBoolean over) throws IOException {
    for (int i = 0; !over.get(); i++) {
      ContainerId id = new ContainerId("reader-" + i);
      Path tree = host.attachments.attach(id, new MountSpec("v", "/m", true, true, "")).tree();
      Set<String> stamps = new HashSet<>();
      int found = 0;
      if (Files.exists(tree.resolve("s"))) {
        try (Stream<Path> files = Files.list(tree.resolve("s"))) {
          for (Path file : files.toList()) {
            stamps.add(Files.readString(file));
            found++;
          }
        }
        assertThat(found).isEqualTo(SHARED.size());
        assertThat(stamps).as("stamps in one version").hasSize(1);
      }
      host.attachments.detach(id);
      host.attachments.evictTrees();
    }
  }

  private void compare(Host host) throws IOException {
    Map<String, String> model = new TreeMap<>();
    List<VolumeVersion> versions = host.volumes.versions("v").reversed();
    assertThat(changes).hasSize(versions.size() - 1);
    for (VolumeVersion version : versions) {
      changes
          .getOrDefault(version.number(), Map.of())
          .forEach(
              (path, content) ->
                  content.ifPresentOrElse(text -> model.put(path, text), () -> model.remove(path)));
      Map<String, String> found = new TreeMap<>();
      for (Entry entry : host.volumes.files("v", "", true, version.number())) {
        if (entry instanceof Entry.File file) {
          found.put(file.path(), Files.readString(host.blobs.file(file.blob()).orElseThrow()));
        }
      }
      assertThat(found).as("version %d", version.number()).isEqualTo(model);
    }
  }
}
