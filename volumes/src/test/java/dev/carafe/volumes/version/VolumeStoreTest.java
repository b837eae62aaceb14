package dev.carafe.volumes.version;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carafe.model.id.BlobId;
import dev.carafe.model.spi.VolumeHeads.VolumeVersion;
import dev.carafe.volumes.content.FileBlobStore;
import dev.carafe.volumes.fake.InMemoryVolumeHeads;
import dev.carafe.volumes.fake.ManualClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VolumeStoreTest {
  private static final Instant THEN = Instant.parse("2026-01-02T03:04:05.123456789Z");

  private final ManualClock clock = new ManualClock(Instant.now());
  private final VolumeUsers users = new VolumeUsers();
  @TempDir private Path data;
  private FileBlobStore blobs;
  private VolumeStore store;

  @BeforeEach
  void open() {
    blobs = FileBlobStore.open(data, clock);
    store = new VolumeStore(blobs, new InMemoryVolumeHeads(), users, clock);
  }

  @Test
  void aNewVolumeHasOneEmptyVersion() {
    VolumeVersion first = store.create("weights", "me");
    assertThat(first.number()).isEqualTo(1);
    assertThat(first.by()).isEqualTo("me");
    assertThat(store.files("weights", "/", true, 0)).isEmpty();
    assertThat(store.createIfMissing("weights", "other")).isEqualTo(first);
    assertThat(store.list()).containsExactly(first);
  }

  @Test
  void aVolumeIsNotCreatedTwice() {
    store.create("weights", "me");
    assertRefused(
        () -> store.create("weights", "me"), VolumeException.Kind.ALREADY_EXISTS, "weights");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a/b", "..", "-x", "a b", "ä"})
  void aVolumeNeedsANameThatFitsAFile(String name) {
    assertRefused(() -> store.create(name, "me"), VolumeException.Kind.INVALID, "no name");
  }

  @Test
  void aMissingVolumeIsNamedWithThoseThatAreThere() {
    store.create("weights", "me");
    assertRefused(
        () -> store.head("wieghts"), VolumeException.Kind.NOT_FOUND, "there are: weights");
  }

  @Test
  void aCommitMakesOneVersionWithParentsAndKeepsTheOld() {
    store.create("v", "me");
    VolumeVersion second = commit(put("a/b/c.txt", "one"), put("top.txt", "two"));
    assertThat(second.number()).isEqualTo(2);
    assertThat(paths(store.files("v", "", true, 0)))
        .containsExactly("a", "a/b", "a/b/c.txt", "top.txt");
    assertThat(paths(store.files("v", "", false, 0))).containsExactly("a", "top.txt");
    assertThat(paths(store.files("v", "/a/", false, 0))).containsExactly("a/b");
    assertThat(paths(store.files("v", "a/b/c.txt", true, 0))).containsExactly("a/b/c.txt");
    assertThat(store.files("v", "", true, 1)).isEmpty();
    assertThat(store.versions("v")).extracting(VolumeVersion::number).containsExactly(2L, 1L);
    assertThat(store.manifest(second).files()).isEqualTo(2);
    assertThat(store.manifest(second).bytes()).isEqualTo(6);
  }

  @Test
  void modeTimeAndBytesAreKept() {
    store.create("v", "me");
    commit(
        new Change.Put(new Entry.File("run.sh", 0750, THEN, 3, blob("abc"))),
        new Change.Put(new Entry.Symlink("bin/run", "../run.sh", THEN)));
    reopen();
    assertThat(store.entry("v", "/run.sh", 0))
        .isEqualTo(new Entry.File("run.sh", 0750, THEN, 3, blob("abc")));
    assertThat(store.entry("v", "bin/run", 0))
        .isEqualTo(new Entry.Symlink("bin/run", "../run.sh", THEN));
  }

  @Test
  void existingPathsAreRefusedTogetherAndNothingIsWritten() {
    store.create("v", "me");
    VolumeVersion before = commit(put("a", "1"), put("d/b", "2"));
    assertThatThrownBy(() -> commit(put("new", "x"), put("a", "x"), put("d/b", "x")))
        .isInstanceOf(VolumeException.class)
        .hasMessageContaining("2 paths exist already")
        .hasMessageContaining("a, d/b")
        .hasMessageContaining("force");
    assertThat(store.head("v")).isEqualTo(before);
  }

  @Test
  void forceOverwritesFilesButNotDirectories() {
    store.create("v", "me");
    commit(put("a", "1"), put("d/b", "2"));
    store.commit("v", List.of(put("a", "other")), true, "me");
    assertThat(read("a")).isEqualTo("other");
    assertRefused(
        () -> store.commit("v", List.of(put("d", "x")), true, "me"),
        VolumeException.Kind.INVALID,
        "d is a directory");
    assertRefused(
        () -> store.commit("v", List.of(put("a/x", "x")), true, "me"),
        VolumeException.Kind.INVALID,
        "a is a file");
  }

  @Test
  void oneCommitMayTouchAPathTwice() {
    store.create("v", "me");
    commit(put("a", "1"), put("a", "2"), new Change.Move("a", "b"), put("a", "3"));
    assertThat(read("b")).isEqualTo("2");
    assertThat(read("a")).isEqualTo("3");
  }

  @Test
  void filesAndDirectoriesAreMovedCopiedAndRemoved() {
    store.create("v", "me");
    commit(put("d/x", "1"), put("d/e/y", "2"), put("d-not", "3"));
    commit(new Change.Copy("d", "copy"), new Change.Move("d", "moved/here"));
    assertThat(paths(store.files("v", "", true, 0)))
        .containsExactly(
            "copy",
            "copy/e",
            "copy/e/y",
            "copy/x",
            "d-not",
            "moved",
            "moved/here",
            "moved/here/e",
            "moved/here/e/y",
            "moved/here/x");
    commit(new Change.Remove("moved"));
    assertThat(paths(store.files("v", "", false, 0))).containsExactly("copy", "d-not");
    assertRefused(
        () -> commit(new Change.Remove("cpoy")),
        VolumeException.Kind.NOT_FOUND,
        "the nearest is copy");
    assertRefused(
        () -> commit(new Change.Move("copy", "copy/e/z")),
        VolumeException.Kind.INVALID,
        "into itself");
    assertRefused(
        () -> commit(new Change.Copy("copy/x", "d-not")),
        VolumeException.Kind.ALREADY_EXISTS,
        "d-not");
  }

  @Test
  void withoutADifferenceThereIsNoNewVersion() {
    store.create("v", "me");
    VolumeVersion second = commit(put("a", "1"));
    assertThat(store.commit("v", List.of(put("a", "1")), true, "me")).isEqualTo(second);
  }

  @Test
  void bytesThatWereNotUploadedAreRefused() {
    store.create("v", "me");
    BlobId unknown = new BlobId("f".repeat(64));
    assertRefused(
        () -> commit(new Change.Put(new Entry.File("a", 0644, THEN, 1, unknown))),
        VolumeException.Kind.INVALID,
        "upload them before");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../x", "a/../b", "a//b", ".", "a/./b", "a\0b", "/"})
  void pathsThatLeaveTheVolumeOrNameNothingAreRefused(String path) {
    assertRefused(() -> put(path, "x"), VolumeException.Kind.INVALID, "path");
    assertRefused(() -> new Change.Remove(path), VolumeException.Kind.INVALID, "path");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/etc/passwd", "../../x", "..", "x/../../..", ""})
  void linksThatLeaveTheVolumeAreRefused(String target) {
    assertRefused(
        () -> new Entry.Symlink("link", target, THEN), VolumeException.Kind.INVALID, "link");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ünï/cødé 字.txt", "tab\there", "line\nbreak", "back\\slash", "\\n", " ", "a "})
  void anyOtherNameIsKept(String name) {
    store.create("v", "me");
    commit(put(name, "x"), new Change.Put(new Entry.Symlink("link", name, THEN)));
    reopen();
    assertThat(store.entry("v", name, 0).path()).isEqualTo(name);
    assertThat(((Entry.Symlink) store.entry("v", "link", 0)).target()).isEqualTo(name);
  }

  @Test
  void concurrentCommitsAllSurvive() throws Exception {
    store.create("v", "me");
    List<Callable<VolumeVersion>> commits = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      String path = "by-" + i;
      commits.add(() -> commit(put(path, path)));
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var done : threads.invokeAll(commits)) {
        done.get();
      }
    }
    assertThat(store.files("v", "", false, 0)).hasSize(20);
    assertThat(store.head("v").number()).isEqualTo(21);
  }

  @Test
  void mergesAreByPathAndTheLastWins() {
    store.create("v", "me");
    commit(put("mine", "0"), put("d/theirs", "0"), put("both", "0"));
    merge(
        Map.of(
            "both", Optional.of(file("both", "theirs")), "d/new", Optional.of(file("d/new", "n"))));
    merge(
        Map.of(
            "both", Optional.of(file("both", "mine")),
            "mine", Optional.empty(),
            "d", Optional.empty(),
            "d/theirs", Optional.empty()));
    assertThat(paths(store.files("v", "", true, 0))).containsExactly("both", "d", "d/new");
    assertThat(read("both")).isEqualTo("mine");
  }

  @Test
  void aMergeReplacesWhatStandsInItsWay() {
    store.create("v", "me");
    commit(put("file", "0"), put("dir/a", "0"));
    merge(
        Map.of(
            "file/inside", Optional.of(file("file/inside", "1")),
            "dir", Optional.of(file("dir", "1"))));
    assertThat(paths(store.files("v", "", true, 0))).containsExactly("dir", "file", "file/inside");
  }

  @Test
  void aVolumeInUseIsNeitherRenamedNorDeletedUnlessForced() {
    store.create("v", "me");
    users.add("v", "ct-1");
    assertRefused(() -> store.delete("v", false), VolumeException.Kind.IN_USE, "ct-1");
    assertRefused(() -> store.rename("v", "w"), VolumeException.Kind.IN_USE, "ct-1");
    assertThat(store.rename("v", "v")).as("nothing is to be done").isEqualTo(store.head("v"));
    users.remove("v", "ct-1");
    assertThat(store.rename("v", "w").volume()).isEqualTo("w");
    users.add("w", "ct-1");
    store.delete("w", true);
    assertThat(store.list()).isEmpty();
  }

  @Test
  void unusedBlobsAreCollectedAndKeptVersionsStayWhole() {
    store.create("v", "me");
    store.create("w", "me");
    commit(put("a", "old"));
    store.commit("v", List.of(put("a", "new")), true, "me");
    store.commit("w", List.of(put("b", "elsewhere")), false, "me");
    BlobId jar = blob("a jar of a deployment");
    store.delete("w", false);
    BlobCollector collector = new BlobCollector(blobs, store, Set::of, List.of(() -> Set.of(jar)));
    clock.forward(Duration.ofHours(3));
    // Of the deleted Volume: its file and its manifest; the empty manifest is v's first as well.
    assertThat(collector.collect(Duration.ofHours(1)).blobs()).isEqualTo(2);
    assertThat(read("a")).isEqualTo("new");
    assertThat(blobs.has(((Entry.File) store.entry("v", "a", 2)).blob())).isTrue();
    assertThat(blobs.has(jar)).isTrue();
  }

  @Test
  void aCollectionWaitsForTheOneThatRuns() throws Exception {
    store.create("v", "me");
    commit(put("a", "one"));
    store.commit("v", List.of(put("a", "two")), true, "me");
    BlobId one = blob("one");
    clock.forward(Duration.ofHours(3));
    BlobCollector[] collector = new BlobCollector[1];
    List<Thread> second = new ArrayList<>();
    Supplier<Set<BlobId>> attached =
        () -> {
          if (second.isEmpty()) {
            store.keepNewest("v", 1); // what this round has found to be kept is not any more
            Thread other = new Thread(() -> collector[0].collect(Duration.ofHours(1)));
            second.add(other);
            other.start();
            while (other.isAlive() && other.getState() != Thread.State.WAITING) {
              Thread.onSpinWait();
            }
          }
          return Set.of();
        };
    collector[0] = new BlobCollector(blobs, store, attached, List.of());

    collector[0].collect(Duration.ofHours(1));
    second.getFirst().join();

    assertThat(blobs.has(one)).isFalse();
    assertThat(read("a")).isEqualTo("two");
  }

  @Test
  void anOldVersionComesBackUnderANumberOfItsOwn() {
    store.create("v", "me");
    assertRefused(
        () -> store.restore("v", 9, "me"),
        VolumeException.Kind.NOT_FOUND,
        "has no version 9; it has only 1");
    commit(put("a", "one"), put("d/b", "b"));
    commit(new Change.Remove("d"), put("c", "c"));

    VolumeVersion restored = store.restore("v", 2, "me");

    assertThat(restored.number()).isEqualTo(4);
    assertThat(paths(store.files("v", "", true, 0))).containsExactly("a", "d", "d/b");
    assertThat(read("a")).isEqualTo("one");
    assertThat(paths(store.files("v", "", true, 3))).containsExactly("a", "c");
    assertThat(store.restore("v", 4, "me").number()).as("nothing differs").isEqualTo(4);
    assertRefused(
        () -> store.restore("v", 9, "me"),
        VolumeException.Kind.NOT_FOUND,
        "has no version 9; it has 1 to 4");
  }

  @Test
  void olderVersionsAreKeptUntilTheyAreToBeForgotten() {
    store.create("v", "me");
    commit(put("a", "one"));
    store.commit("v", List.of(put("a", "two")), true, "me");
    store.commit("v", List.of(put("a", "three")), true, "me");
    BlobId one = blob("one");
    BlobId two = blob("two");
    BlobCollector collector = new BlobCollector(blobs, store, Set::of, List.of());
    clock.forward(Duration.ofDays(2));
    collector.collect(Duration.ofDays(1));
    assertThat(blobs.has(one)).isTrue();

    assertThat(store.keepNewest("v", 2)).isEqualTo(2);

    assertThat(store.versions("v")).extracting(VolumeVersion::number).containsExactly(4L, 3L);
    clock.forward(Duration.ofDays(2));
    collector.collect(Duration.ofDays(1));
    assertThat(blobs.has(one)).isFalse();
    assertThat(blobs.has(two)).isTrue();
    assertThat(store.commit("v", List.of(put("b", "b")), false, "me").number()).isEqualTo(5);
    assertRefused(
        () -> store.keepNewest("v", 0), VolumeException.Kind.INVALID, "at least 1 version");
  }

  @Test
  void aHundredThousandFilesAreOneCommit() {
    store.create("v", "me");
    BlobId same = blob("x");
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      String path = "d%d/f%d".formatted(i % 100, i);
      changes.add(new Change.Put(new Entry.File(path, 0644, THEN, 1, same)));
    }
    store.commit("v", changes, false, "me");
    reopen();
    assertThat(store.files("v", "", true, 0)).hasSize(100_100);
    assertThat(store.files("v", "d7", false, 0)).hasSize(1000);
  }

  @Test
  void aCommitInAVolumeOfManyFilesWritesLittle() throws IOException {
    store.create("v", "me");
    VolumeVersion large = store.commit("v", manyFiles(20_000), false, "me");
    long before = stored();
    commit(put("d7/new", "x"));
    assertThat(stored() - before).isLessThan(before / 5);
    store.restore("v", large.number(), "me");
    assertThat(store.head("v").manifest()).isEqualTo(large.manifest());
  }

  @Test
  void aVersionOfManyFilesInOneTextIsStillRead() {
    List<Entry> entries = new ArrayList<>();
    for (Change change : manyFiles(20_000)) {
      entries.add(((Change.Put) change).entry());
    }
    entries.add(new Entry.Directory("d7", 0755, THEN));
    entries.sort(Comparator.comparing(Entry::path));
    BlobId old = blobs.put(new ByteArrayInputStream(ManifestText.write(entries)));
    kept.advance(new VolumeVersion("v", 1, old, THEN, "earlier"));
    store = new VolumeStore(blobs, kept, users, clock);
    assertThat(store.files("v", "", true, 1)).isEqualTo(entries);
    commit(put("d7/new", "x"));
    assertThat(store.files("v", "", true, 0)).hasSize(20_002);
    store.restore("v", 1, "me");
    assertThat(store.files("v", "", true, 0)).isEqualTo(entries);
    assertThat(store.files("v", "", true, 1)).isEqualTo(entries);
  }

  private List<Change> manyFiles(int count) {
    BlobId same = blob("x");
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      changes.add(new Change.Put(new Entry.File("d7/f" + i, 0644, THEN, 1, same)));
    }
    return changes;
  }

  private long stored() throws IOException {
    try (Stream<Path> all = Files.walk(blobs.blobs())) {
      return all.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private final InMemoryVolumeHeads kept = new InMemoryVolumeHeads();

  private void reopen() {
    for (VolumeVersion version : store.versions("v").reversed()) {
      kept.advance(version);
    }
    store = new VolumeStore(FileBlobStore.open(data, clock), kept, users, clock);
  }

  private VolumeVersion commit(Change... changes) {
    return store.commit("v", List.of(changes), false, "me");
  }

  private void merge(Map<String, Optional<Entry>> changed) {
    store.merge("v", Delta.of(changed), "ct-1");
  }

  private Change put(String path, String content) {
    return new Change.Put(file(path, content));
  }

  private Entry file(String path, String content) {
    return new Entry.File(path, 0644, THEN, content.getBytes(UTF_8).length, blob(content));
  }

  private BlobId blob(String content) {
    return blobs.put(new ByteArrayInputStream(content.getBytes(UTF_8)));
  }

  private String read(String path) {
    Entry.File file = (Entry.File) store.entry("v", path, 0);
    try {
      return Files.readString(blobs.file(file.blob()).orElseThrow());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> paths(List<Entry> entries) {
    return entries.stream().map(Entry::path).toList();
  }

  private static void assertRefused(Runnable attempt, VolumeException.Kind kind, String message) {
    assertThatThrownBy(attempt::run)
        .isInstanceOfSatisfying(
            VolumeException.class, refused -> assertThat(refused.kind()).isEqualTo(kind))
        .hasMessageContaining(message);
  }
}
