package dev.carafe.server.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carafe.model.app.MountSpec;
import dev.carafe.model.file.ContainerUser;
import dev.carafe.model.id.BlobId;
import dev.carafe.model.id.ContainerId;
import dev.carafe.model.spi.VolumeAttachment;
import dev.carafe.model.spi.VolumeHeads.VolumeVersion;
import dev.carafe.scheduler.store.Database;
import dev.carafe.scheduler.store.SqliteVolumeHeads;
import dev.carafe.volumes.attach.TreeKind;
import dev.carafe.volumes.attach.VolumeAttachments;
import dev.carafe.volumes.content.FileBlobStore;
import dev.carafe.volumes.version.BlobCollector;
import dev.carafe.volumes.version.Change;
import dev.carafe.volumes.version.Entry;
import dev.carafe.volumes.version.VolumeException;
import dev.carafe.volumes.version.VolumeStore;
import dev.carafe.volumes.version.VolumeUsers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/// A program that does with Volumes what a server does, in several threads and without end, and
/// prints what is acknowledged: `made VOLUME NUMBER MANIFEST` of a version, `deleting VOLUME`
/// before and `deleted VOLUME` after a Volume goes. It is there to be killed.
final class StoreWriter {
  static final List<String> VOLUMES = List.of("red", "green", "blue");
  private static final int LARGEST = 40_000;
  private static final int LINKS = 1_500;

  private final FileBlobStore blobs;
  private final VolumeStore volumes;
  private final VolumeAttachments attachments;
  private final BlobCollector collector;

  private StoreWriter(Path data) {
    VolumeUsers users = new VolumeUsers();
    Clock clock = Clock.systemUTC();
    blobs = FileBlobStore.open(data.resolve("volumes"), clock);
    volumes =
        new VolumeStore(
            blobs, new SqliteVolumeHeads(Database.open(data.resolve("carafe.db"))), users, clock);
    attachments =
        VolumeAttachments.open(
            blobs, volumes, users, TreeKind.LINKS, ContainerUser.ofServer(), clock);
    attachments.recover(Set.of());
    collector = new BlobCollector(blobs, volumes, attachments::manifestsInUse, List.of());
  }

  public static void main(String[] args) {
    StoreWriter writer = new StoreWriter(Path.of(args[0]));
    long seed = Long.parseLong(args[1]);
    forever(new Random(seed), writer::upload);
    forever(new Random(seed + 1), writer::edit);
    forever(new Random(seed + 2), random -> writer.live("ct-a", random));
    forever(new Random(seed + 3), random -> writer.live("ct-b", random));
    forever(new Random(seed + 4), _ -> writer.collect());
  }

  private interface Work {
    void run(Random random) throws IOException;
  }

  private static void forever(Random random, Work work) {
    Thread.ofPlatform()
        .start(
            () -> {
              while (true) {
                try {
                  work.run(random);
                } catch (VolumeException e) {
                  // Others deleted the Volume, or what was uploaded was collected: as it may be.
                } catch (IOException | RuntimeException e) {
                  say("broken " + e);
                  e.printStackTrace();
                }
              }
            });
  }

  private static synchronized void say(String line) {
    System.out.println(line);
  }

  private static void made(VolumeVersion version) {
    say("made %s %d %s".formatted(version.volume(), version.number(), version.manifest().sha256()));
  }

  private static String any(Random random) {
    return VOLUMES.get(random.nextInt(VOLUMES.size()));
  }

  private static byte[] bytes(Random random) {
    byte[] bytes = new byte[random.nextInt(LARGEST)];
    random.nextBytes(bytes);
    return bytes;
  }

  private void upload(Random random) throws IOException {
    String volume = any(random);
    volumes.createIfMissing(volume, "upload");
    Path staging = blobs.openStaging();
    List<Path> staged = new ArrayList<>();
    for (int i = random.nextInt(6); i >= 0; i--) {
      staged.add(Files.write(staging.resolve("f" + i), bytes(random)));
    }
    List<Change> changes = new ArrayList<>();
    for (var one : blobs.adoptAll(staged).entrySet()) {
      BlobId blob = one.getValue();
      long size = Files.size(blobs.file(blob).orElseThrow(StoreWriter::collected));
      changes.add(
          new Change.Put(
              new Entry.File(
                  "up/" + one.getKey().getFileName(),
                  0644,
                  Clock.systemUTC().instant(),
                  size,
                  blob)));
    }
    made(volumes.commit(volume, changes, true, "upload"));
  }

  private static VolumeException collected() {
    return new VolumeException(VolumeException.Kind.NOT_FOUND, "collected before it was used");
  }

  private void edit(Random random) {
    String volume = any(random);
    switch (random.nextInt(20)) {
      case 0 -> {
        say("deleting " + volume);
        volumes.delete(volume, true);
        say("deleted " + volume);
      }
      case 1, 2, 3 -> {
        List<VolumeVersion> all = volumes.versions(volume);
        made(volumes.restore(volume, all.get(random.nextInt(all.size())).number(), "restore"));
      }
      case 4, 5, 6 ->
          made(
              volumes.commit(
                  volume, List.of(new Change.Move("up", "old" + random.nextInt(3))), true, "move"));
      case 7 -> {
        volumes.createIfMissing(volume, "links");
        made(volumes.commit(volume, manyLinks(random), true, "links"));
      }
      default -> {
        volumes.createIfMissing(volume, "edit");
        BlobId blob = blobs.put(new ByteArrayInputStream("small".getBytes(UTF_8)));
        Entry entry =
            new Entry.File("e" + random.nextInt(9), 0600, Clock.systemUTC().instant(), 5, blob);
        made(volumes.commit(volume, List.of(new Change.Put(entry)), true, "edit"));
      }
    }
  }

  /// So many that the manifest has pages, most of which stay as they are.
  private static List<Change> manyLinks(Random random) {
    int changed = random.nextInt(LINKS);
    return IntStream.range(0, LINKS)
        .mapToObj(
            i ->
                (Change)
                    new Change.Put(
                        new Entry.Symlink(
                            "links/l" + i,
                            i == changed ? "changed" + random.nextInt() : "same",
                            Instant.EPOCH)))
        .toList();
  }

  /// One container from start to end: it writes, commits and reloads.
  private void live(String name, Random random) throws IOException {
    String volume = any(random);
    ContainerId id = new ContainerId(name);
    VolumeAttachment view = attachments.attach(id, new MountSpec(volume, "/m", false, true, ""));
    try {
      for (int round = random.nextInt(4); round >= 0; round--) {
        write(view.upper(), random, name);
        made(attachments.commit(id, volume).version());
        Optional<VolumeAttachment> newer = attachments.prepareReload(id, volume);
        if (newer.isPresent()) {
          view = newer.get();
          attachments.reloaded(id, volume);
        }
      }
      write(view.upper(), random, name);
      attachments.finalCommit(id).forEach(commit -> made(commit.version()));
    } finally {
      attachments.detach(id);
    }
  }

  private static void write(Path upper, Random random, String name) throws IOException {
    Path own = Files.createDirectories(upper.resolve(name));
    for (int i = random.nextInt(4); i >= 0; i--) {
      Path file = own.resolve("f" + random.nextInt(5));
      Files.deleteIfExists(file);
      Files.write(file, bytes(random));
    }
  }

  private void collect() {
    attachments.evictTrees();
    collector.collect(Duration.ZERO);
  }
}
