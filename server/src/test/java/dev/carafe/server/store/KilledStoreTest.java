package dev.carafe.server.store;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.model.file.ContainerUser;
import dev.carafe.model.id.BlobId;
import dev.carafe.model.spi.VolumeHeads.VolumeVersion;
import dev.carafe.scheduler.store.Database;
import dev.carafe.scheduler.store.SqliteVolumeHeads;
import dev.carafe.volumes.attach.TreeKind;
import dev.carafe.volumes.attach.VolumeAttachments;
import dev.carafe.volumes.content.FileBlobStore;
import dev.carafe.volumes.version.Entry;
import dev.carafe.volumes.version.VolumeStore;
import dev.carafe.volumes.version.VolumeUsers;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process that stores, commits, reloads, deletes and collects all at once is killed at moments
/// of a seed, again and again on the same data. Whatever it had acknowledged is there after, byte
/// for byte; nothing is half there, and nothing of what it was about is left lying.
final class KilledStoreTest {
  private static final int KILLS = Integer.getInteger("carafe.kills", 12);
  private static final long FIRST = Long.getLong("carafe.seed", System.nanoTime());

  private static final Pattern TREE = Pattern.compile("[0-9a-f]{64}\\.links");
  private static final Pattern LAYER = Pattern.compile("[0-9a-f]{64}\\.links\\+([0-9a-f]{64})");

  @TempDir Path data;

  /// What each Volume is known to be: its acknowledged versions, and whether its deletion had
  /// begun.
  private final Map<String, TreeMap<Long, String>> made = new TreeMap<>();

  private final Set<String> going = new HashSet<>();

  @Test
  void whatWasAcknowledgedSurvivesAKillAtAnyMoment() throws Exception {
    int acknowledged = 0;
    for (long seed = FIRST; seed < FIRST + KILLS; seed++) {
      for (String line : linesUntilKilled(seed)) {
        acknowledged += note(line) ? 1 : 0;
      }
      try {
        check();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("after the kill of seed " + seed, e);
      }
    }
    assertThat(acknowledged).as("versions acknowledged").isGreaterThan(KILLS);
  }

  private List<String> linesUntilKilled(long seed) throws Exception {
    Random random = new Random(seed);
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                StoreWriter.class.getName(),
                data.toString(),
                Long.toString(seed))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> lines = new ArrayList<>();
    try (BufferedReader out = writer.inputReader()) {
      for (int left = random.nextInt(60); left >= 0; left--) {
        lines.add(Objects.requireNonNull(out.readLine(), "the program goes on"));
      }
      // Not always right after an acknowledgement.
      LockSupport.parkNanos(random.nextInt(20_000_000));
      writer.toHandle().destroyForcibly(); // as this leaves what was printed to be read
      out.lines().forEach(lines::add);
      writer.waitFor();
    }
    return lines;
  }

  /// Whether it was the acknowledgement of a version. A last line may be cut off.
  private boolean note(String line) {
    String[] words = line.split(" ", -1);
    switch (words[0]) {
      case "made" -> {
        if (words.length == 4 && words[3].length() == 64) {
          made.computeIfAbsent(words[1], _ -> new TreeMap<>())
              .put(Long.valueOf(words[2]), words[3]);
          return true;
        }
      }
      case "deleting" -> going.addAll(List.of(words).subList(1, words.length));
      case "deleted" -> {
        // Acknowledgements of that Volume may have been printed after the deletion, and before
        // it: which versions are there can be told again from the next look on.
        made.keySet().removeAll(List.of(words).subList(1, words.length));
      }
      default -> assertThat(line).as("the program goes on").doesNotStartWith("broken");
    }
    return false;
  }

  private void check() throws Exception {
    try (Database database = Database.open(data.resolve("carafe.db"))) {
      VolumeUsers users = new VolumeUsers();
      FileBlobStore blobs = FileBlobStore.open(data.resolve("volumes"), Clock.systemUTC());
      VolumeStore volumes =
          new VolumeStore(blobs, new SqliteVolumeHeads(database), users, Clock.systemUTC());
      VolumeAttachments attachments =
          VolumeAttachments.open(
              blobs, volumes, users, TreeKind.LINKS, ContainerUser.ofServer(), Clock.systemUTC());
      attachments.recover(Set.of());

      checkBytes(blobs);
      Map<String, TreeMap<Long, String>> there = new TreeMap<>();
      for (VolumeVersion head : volumes.list()) {
        for (VolumeVersion version : volumes.versions(head.volume())) {
          checkWhole(blobs, volumes, version);
          there
              .computeIfAbsent(head.volume(), _ -> new TreeMap<>())
              .put(version.number(), version.manifest().sha256());
        }
      }
      made.forEach(
          (volume, versions) -> {
            if (!going.contains(volume)) {
              assertThat(there.get(volume))
                  .as("versions of %s", volume)
                  .containsAllEntriesOf(versions);
            }
          });
      checkNothingLeft(attachments);
      made.clear();
      made.putAll(there);
      going.clear();
    }
  }

  private static void checkBytes(FileBlobStore blobs) throws Exception {
    try (Stream<Path> all = Files.walk(blobs.blobs())) {
      for (Path blob : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
        byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(blob));
        assertThat(blob.getFileName().toString()).startsWith(HexFormat.of().formatHex(sha256));
      }
    }
  }

  private static void checkWhole(FileBlobStore blobs, VolumeStore volumes, VolumeVersion version)
      throws IOException {
    for (Entry entry : volumes.manifest(version).entries()) {
      if (entry instanceof Entry.File file) {
        BlobId blob = file.blob();
        assertThat(blobs.file(blob)).as("%s of %s", file.path(), version).isPresent();
        assertThat(Files.size(blobs.file(blob).orElseThrow())).isEqualTo(file.size());
      }
    }
  }

  private void checkNothingLeft(VolumeAttachments attachments) throws IOException {
    assertThat(data.resolve("volumes/tmp")).isEmptyDirectory();
    assertThat(data.resolve("volumes/run")).isEmptyDirectory();
    attachments.evictTrees();
    try (Stream<Path> trees = Files.list(data.resolve("volumes/trees"))) {
      Set<String> names = trees.map(p -> p.getFileName().toString()).collect(toSet());
      assertThat(names)
          .allMatch(
              name ->
                  name.equals("boot")
                      || TREE.matcher(name).matches()
                      || isLayerOfOneOf(names, name));
    }
  }

  private static boolean isLayerOfOneOf(Set<String> names, String name) {
    Matcher layer = LAYER.matcher(name);
    return layer.matches() && names.contains(layer.group(1) + ".links");
  }
}
