package dev.carafe.volumes.attach;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.model.app.MountSpec;
import dev.carafe.model.file.ContainerUser;
import dev.carafe.model.id.BlobId;
import dev.carafe.model.id.ContainerId;
import dev.carafe.model.spi.VolumeAttachment;
import dev.carafe.model.spi.VolumeHeads.VolumeVersion;
import dev.carafe.volumes.content.FileBlobStore;
import dev.carafe.volumes.fake.InMemoryVolumeHeads;
import dev.carafe.volumes.fake.InterposedHeads;
import dev.carafe.volumes.fake.ManualClock;
import dev.carafe.volumes.version.BlobCollector;
import dev.carafe.volumes.version.Change;
import dev.carafe.volumes.version.Entry;
import dev.carafe.volumes.version.PagedVolumes;
import dev.carafe.volumes.version.VolumeException;
import dev.carafe.volumes.version.VolumeStore;
import dev.carafe.volumes.version.VolumeUsers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/// Volumes, containers, uploads and collections that happen at random and in between one another:
/// wherever one step looks at the heads of Volumes, another may be done whole. Containers write
/// straight into their upper directories.
final class Storehouse {
  private static final List<String> NAMES = List.of("a", "b", "c");
  private static final int CONTENTS = 40;
  private static final Duration STEP = Duration.ofMinutes(1);

  private final Random random;
  private final Duration grace;
  private final ManualClock clock = new ManualClock(Instant.now());
  private final InMemoryVolumeHeads heads = new InMemoryVolumeHeads();
  private final FileBlobStore blobs;
  private final VolumeStore volumes;
  private final VolumeAttachments attachments;
  private final BlobCollector collector;
  private final Map<ContainerId, VolumeAttachment> containers = new HashMap<>();
  private final Map<BlobId, Instant> uploads = new HashMap<>();
  private final Set<ContainerId> busy = new HashSet<>();
  private final List<String> done = new ArrayList<>();
  private int depth;
  private boolean collecting;
  private boolean reloading;
  private int named;
  private long freed;

  Storehouse(Path directory, long seed, Duration grace) {
    this.random = new Random(seed);
    this.grace = grace;
    VolumeUsers users = new VolumeUsers();
    blobs = FileBlobStore.open(directory, clock);
    volumes = PagedVolumes.open(blobs, new InterposedHeads(heads, this::meanwhile), users, clock);
    attachments =
        VolumeAttachments.open(
            blobs, volumes, users, TreeKind.LINKS, ContainerUser.ofServer(), clock);
    collector =
        new BlobCollector(
            blobs,
            volumes,
            () -> {
              meanwhile();
              Set<BlobId> used = attachments.manifestsInUse();
              meanwhile();
              return used;
            },
            List.of());
    clock.forward(grace.plus(STEP));
  }

  List<String> done() {
    return done;
  }

  long freed() {
    return freed;
  }

  private void meanwhile() {
    if (depth > 0 && depth < 3 && random.nextInt(4) == 0) {
      step();
    }
  }

  void step() {
    done.add("  ".repeat(depth) + "begin");
    int at = done.size() - 1;
    depth++;
    try {
      done.set(at, done.get(at).replace("begin", act()));
    } catch (VolumeException e) {
      done.set(at, done.get(at).replace("begin", "refused: " + e.getMessage()));
    } finally {
      depth--;
    }
  }

  private String act() {
    clock.forward(Duration.ofMillis(1));
    return switch (random.nextInt(14)) {
      case 0, 1 -> put();
      case 2 -> remove();
      case 3 -> restore();
      case 4 -> "keep " + volumes.keepNewest(name(), 1 + random.nextInt(2));
      case 5 -> rename();
      case 6 -> delete();
      case 7 -> attach();
      case 8, 9 -> commit();
      case 10 -> reload();
      case 11 -> detach();
      case 12 -> depth == 1 ? pass() : upload();
      default -> collect();
    };
  }

  private String name() {
    return NAMES.get(random.nextInt(NAMES.size()));
  }

  private BlobId blob() {
    byte[] bytes = ("content " + random.nextInt(CONTENTS)).getBytes(UTF_8);
    return blobs.put(new ByteArrayInputStream(bytes));
  }

  private String put() {
    String volume = name();
    volumes.createIfMissing(volume, "test");
    List<Change> changes = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      BlobId blob = blob();
      long size = size(blob);
      changes.add(
          new Change.Put(
              new Entry.File("f" + random.nextInt(6), 0644, clock.instant(), size, blob)));
    }
    return "put " + volumes.commit(volume, changes, true, "test");
  }

  private long size(BlobId blob) {
    try {
      return Files.size(blobs.file(blob).orElseThrow());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String remove() {
    String volume = name();
    return "remove "
        + volumes.commit(volume, List.of(new Change.Remove("f" + random.nextInt(6))), true, "test");
  }

  private String restore() {
    String volume = name();
    List<VolumeVersion> versions = volumes.versions(volume);
    long number = versions.get(random.nextInt(versions.size())).number();
    return "restore %d as %s".formatted(number, volumes.restore(volume, number, "test"));
  }

  private String rename() {
    String volume = name();
    String other = name();
    volumes.rename(volume, other);
    return "rename %s to %s".formatted(volume, other);
  }

  private String delete() {
    String volume = name();
    volumes.delete(volume, random.nextBoolean());
    return "delete " + volume;
  }

  /// Not in the middle of another step: there the lock of real attachments would make it wait.
  private String attach() {
    if (depth > 1) {
      return "nothing";
    }
    ContainerId id = new ContainerId("ct-" + named++);
    depth = 3;
    try {
      containers.put(id, attachments.attach(id, new MountSpec(name(), "/m", false, true, "")));
    } finally {
      depth = 1;
    }
    return "attach " + id;
  }

  private interface OnContainer {
    String run(ContainerId id, VolumeAttachment view) throws IOException;
  }

  private String with(OnContainer action) {
    List<ContainerId> idle =
        containers.keySet().stream()
            .filter(id -> !busy.contains(id))
            .sorted(java.util.Comparator.comparing(ContainerId::value))
            .toList();
    if (idle.isEmpty()) {
      return "nothing";
    }
    ContainerId id = idle.get(random.nextInt(idle.size()));
    busy.add(id);
    try {
      return action.run(id, java.util.Objects.requireNonNull(containers.get(id)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      busy.remove(id);
    }
  }

  private String commit() {
    return with(
        (id, view) -> {
          for (int i = random.nextInt(3); i >= 0; i--) {
            Path file = view.upper().resolve("f" + random.nextInt(6));
            Files.deleteIfExists(file);
            if (random.nextInt(4) > 0) {
              Files.writeString(file, "content " + random.nextInt(CONTENTS));
            }
          }
          return "%s commits %s".formatted(id, attachments.commit(id, view.volume()));
        });
  }

  /// Not in the middle of another reload, which it would wait for if both lay out one version.
  private String reload() {
    if (reloading) {
      return "nothing";
    }
    reloading = true;
    try {
      return with(
          (id, view) -> {
            Optional<VolumeAttachment> newer = attachments.prepareReload(id, view.volume());
            newer.ifPresent(
                shown -> {
                  containers.put(id, shown);
                  attachments.reloaded(id, view.volume());
                });
            return id + " reloads " + newer.isPresent();
          });
    } finally {
      reloading = false;
    }
  }

  private String detach() {
    return with(
        (id, _) -> {
          try {
            attachments.finalCommit(id);
          } finally {
            containers.remove(id);
            attachments.detach(id);
          }
          return id + " ends";
        });
  }

  private String upload() {
    BlobId blob = blob();
    uploads.put(blob, clock.instant());
    return "upload " + blob;
  }

  private String pass() {
    clock.forward(STEP);
    return "a minute passes";
  }

  /// Not in the middle of another collection, which it would wait for.
  private String collect() {
    if (collecting) {
      return "nothing";
    }
    collecting = true;
    try {
      if (depth == 1) {
        attachmentsAlone();
      }
      freed += collector.collect(grace).blobs();
      return "collect";
    } finally {
      collecting = false;
    }
  }

  /// Trees go under a lock that attachments take too: nothing is in between.
  private void attachmentsAlone() {
    depth = 3;
    try {
      attachments.evictTrees();
    } finally {
      depth = 1;
    }
  }

  /// All that anyone may rely on is there and is what it was.
  void check() throws IOException {
    for (BlobId manifest : heads.manifests()) {
      checkWhole(manifest);
    }
    for (Map.Entry<ContainerId, VolumeAttachment> one : containers.entrySet()) {
      attachments.manifestsInUse().forEach(this::checkWhole);
      assertThat(one.getValue().tree()).as("the tree of %s", one.getKey()).isDirectory();
      try (Stream<Path> files = Files.list(one.getValue().tree())) {
        for (Path file : (Iterable<Path>) files::iterator) {
          assertThat(Files.readString(file)).startsWith("content ");
        }
      }
    }
    for (Map.Entry<BlobId, Instant> upload : uploads.entrySet()) {
      if (upload.getValue().isAfter(clock.instant().minus(grace))) {
        assertThat(Files.exists(file(upload.getKey()))).as("an upload that goes on").isTrue();
      }
    }
  }

  private void checkWhole(BlobId manifest) {
    for (BlobId needed : PagedVolumes.needed(volumes, manifest)) {
      assertThat(Files.exists(file(needed))).as("%s of manifest %s", needed, manifest).isTrue();
    }
    VolumeVersion version = new VolumeVersion("any", 1, manifest, Instant.EPOCH, "test");
    for (Entry entry : volumes.manifest(version).entries()) {
      if (entry instanceof Entry.File file) {
        assertThat(Files.exists(file(file.blob()))).as("%s of %s", file, manifest).isTrue();
      }
    }
  }

  private Path file(BlobId blob) {
    return blobs.blobs().resolve(blobs.relative(blob));
  }

  /// Ends all, and gives what is left then.
  long leftWhenAllIsGone() throws IOException {
    for (ContainerId id : List.copyOf(containers.keySet())) {
      containers.remove(id);
      attachments.detach(id);
    }
    NAMES.forEach(heads::delete);
    clock.forward(grace.multipliedBy(2).plus(STEP));
    collector.collect(grace);
    try (Stream<Path> left = Files.walk(blobs.blobs())) {
      return left.filter(Files::isRegularFile).count();
    }
  }
}
