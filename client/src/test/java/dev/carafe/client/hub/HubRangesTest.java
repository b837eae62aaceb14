package dev.carafe.client.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Large files in parallel ranges, here of 10,000 bytes.
@Timeout(60)
final class HubRangesTest {
  private static final String REPO = "acme/tiny";
  private static final String NAME = "model.safetensors";
  private static final int RANGE = 10_000;
  private static final byte[] WEIGHTS = random(1, 20 * RANGE + 17);

  @TempDir Path folder;
  private FakeHub hub;
  private final List<Duration> pauses = new CopyOnWriteArrayList<>();

  @BeforeEach
  void start() {
    hub = FakeHub.start();
    String _ = hub.publish(REPO, "main", Map.of(NAME, WEIGHTS));
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private static byte[] random(long seed, int size) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private HubDownload download() {
    return HubDownload.to(folder)
        .repo(REPO)
        .environment(Map.of("HF_ENDPOINT", hub.address()))
        .listener(HubListener.SILENT)
        .patience(pauses::add, Duration.ofSeconds(20))
        .rangesOf(RANGE);
  }

  private List<String> ranges() {
    return hub.requests().stream()
        .filter(FakeHub.Request::store)
        .map(FakeHub.Request::range)
        .toList();
  }

  private static Mischief[] times(int count, Mischief how) {
    return Collections.nCopies(count, how).toArray(Mischief[]::new);
  }

  private List<Path> leftovers() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().contains(".incomplete")).toList();
    }
  }

  @Test
  void aLargeFileComesInRangesThatAddUpToIt() throws IOException {
    assertThat(download().run().fetched()).isEqualTo(1);

    assertThat(folder.resolve(NAME)).hasBinaryContent(WEIGHTS);
    assertThat(ranges())
        .hasSize(21)
        .doesNotHaveDuplicates()
        .contains("bytes=0-9999", "bytes=190000-199999", "bytes=200000-200016");
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void eightRangesComeAtOnce() {
    CountDownLatch eight = new CountDownLatch(8);
    hub.misbehave(NAME, times(8, Mischief.Hold.forOthers(eight)));

    download().run();

    assertThat(folder.resolve(NAME)).hasBinaryContent(WEIGHTS);
  }

  @Test
  void allFilesTogetherTakeNoMoreThanEightConnections() {
    Map<String, byte[]> files = new TreeMap<>();
    for (int i = 0; i < 20; i++) {
      files.put("small-%d".formatted(i), random(i, 100));
      files.put("large-%d".formatted(i), random(i, 5 * RANGE));
    }
    String _ = hub.publish(REPO, "many", files);

    download().revision("many").run();

    files.forEach((name, bytes) -> assertThat(folder.resolve(name)).hasBinaryContent(bytes));
    assertThat(hub.mostAtOnce()).isLessThanOrEqualTo(8);
  }

  @Test
  void aBrokenRangeGoesOnWhereItBroke() {
    hub.misbehave(NAME, times(3, new Mischief.CutAfter(4_000)));

    download().run();

    assertThat(folder.resolve(NAME)).hasBinaryContent(WEIGHTS);
    assertThat(ranges()).hasSize(24).doesNotHaveDuplicates();
    assertThat(pauses).hasSize(3).containsOnly(Duration.ofMillis(500));
  }

  @Test
  void theNextRunFetchesOnlyWhatIsMissingOfEachRange() throws IOException {
    hub.misbehave(
        request ->
            request.store() && request.range().equals("bytes=50000-59999")
                ? Optional.of(new Mischief.Answer(503, ""))
                : Optional.empty());
    assertThatThrownBy(() -> download().run())
        .isInstanceOf(HubException.class)
        .hasMessageContaining("503 for file " + NAME)
        .hasMessageContaining("What was fetched is kept");
    assertThat(folder.resolve(NAME)).doesNotExist();
    long there = RangeFile.there(leftovers().getFirst());
    assertThat(there).isPositive();
    hub.misbehave(_ -> Optional.empty());
    List<Long> received = new CopyOnWriteArrayList<>();
    List<Long> resumed = new CopyOnWriteArrayList<>();

    download()
        .listener(
            new HubListener() {
              @Override
              public void fetching(String file, long bytes, long before) {
                resumed.add(before);
              }

              @Override
              public void received(String file, long bytes) {
                received.add(bytes);
              }
            })
        .run();

    assertThat(folder.resolve(NAME)).hasBinaryContent(WEIGHTS);
    assertThat(resumed).containsExactly(there);
    assertThat(received.stream().mapToLong(Long::longValue).sum())
        .isEqualTo(WEIGHTS.length - there);
  }

  @Test
  void whatCameBeforeAKillIsNotFetchedAgain() throws Exception {
    CountDownLatch eight = new CountDownLatch(8);
    Mischief hold = new Mischief.Hold(eight, new CountDownLatch(1));
    hub.misbehave(
        request ->
            request.store() && request.range().matches("bytes=[12]\\d{5}-.*")
                ? Optional.of(hold)
                : Optional.empty());
    Process process =
        new ProcessBuilder(
                DownloadProgram.command(hub.address(), REPO, folder, String.valueOf(RANGE)))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(eight.await(30, TimeUnit.SECONDS)).as("all wait for what follows").isTrue();
    assertThat(process.destroyForcibly().waitFor(20, TimeUnit.SECONDS)).isTrue();
    hub.misbehave(_ -> Optional.empty());
    hub.forgetRequests();

    download().run();

    assertThat(folder.resolve(NAME)).hasBinaryContent(WEIGHTS);
    assertThat(ranges()).hasSize(11).allMatch(range -> range.matches("bytes=[12]\\d{5}-.*"));
  }

  @Test
  void aHostWithoutRangesSendsAllOfItInOneStream() {
    hub.misbehave(
        request -> request.store() ? Optional.of(new Mischief.NoRanges()) : Optional.empty());

    download().run();

    assertThat(folder.resolve(NAME)).hasBinaryContent(WEIGHTS);
    assertThat(ranges().getLast()).isEmpty();
    assertThat(pauses).isEmpty();
  }

  @Test
  void whatCameInRangesIsKeptWhenTheHostStopsToServeThem() throws IOException {
    hub.misbehave(
        request ->
            request.store() && request.range().endsWith("-200016")
                ? Optional.of(new Mischief.NoRanges())
                : Optional.empty());

    download().run();

    assertThat(folder.resolve(NAME)).hasBinaryContent(WEIGHTS);
    assertThat(leftovers()).isEmpty();
  }

  /// Again and again, as the other ranges are interrupted wherever they are.
  @RepeatedTest(25)
  void aFileThatChangedBetweenRangesIsNotMixed() {
    hub.misbehave(
        request ->
            request.store() && request.range().equals("bytes=100000-109999")
                ? Optional.of(new Mischief.OtherContent())
                : Optional.empty());

    download().run();

    assertThat(folder.resolve(NAME)).hasBinaryContent(WEIGHTS);
    assertThat(ranges().getLast()).as("in one stream, from the start").isEmpty();
  }

  @Test
  void aFileThatChangedWhileOneStreamWasBrokenIsNotMixed() {
    hub.list(new FakeHub.Listing.NoTree());
    byte[] small = random(3, 900);
    String _ = hub.publish(REPO, "small", Map.of("vocabulary", small));
    hub.misbehave("vocabulary", new Mischief.CutAfter(500), new Mischief.OtherContent());

    assertThat(download().revision("small").run().fetched()).isEqualTo(1);

    assertThat(folder.resolve("vocabulary")).hasBinaryContent(small);
  }

  @Test
  void rangesThatDoNotAddUpToTheFileAreThrownAway() {
    hub.misbehave(NAME, new Mischief.OtherBytes());

    download().run();

    assertThat(folder.resolve(NAME)).hasBinaryContent(WEIGHTS);
    assertThat(ranges().getLast()).isEmpty();
  }

  @Test
  void aSizeThatNoFileHasIsNotReserved() {
    hub.misbehave(
        request ->
            request.method().equals("HEAD")
                ? Optional.of(new Mischief.WrongSize(Long.MAX_VALUE / 2))
                : Optional.empty());

    assertThatThrownBy(() -> download().run())
        .isInstanceOf(HubException.class)
        .hasMessageContaining(NAME)
        .hasMessageContaining("gave up after 6 tries");
  }

  @Test
  void anInterruptEndsAllConnectionsAtOnce() throws Exception {
    CountDownLatch eight = new CountDownLatch(8);
    hub.misbehave(NAME, times(8, new Mischief.Hold(eight, new CountDownLatch(1))));
    CompletableFuture<Throwable> ended = new CompletableFuture<>();
    Thread thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  Throwable failure = catchThrowable(() -> download().run());
                  ended.complete(
                      Thread.currentThread().isInterrupted()
                          ? failure
                          : new AssertionError("the flag is lost", failure));
                });
    assertThat(eight.await(20, TimeUnit.SECONDS)).isTrue();

    thread.interrupt();

    assertThat(ended.get(15, TimeUnit.SECONDS))
        .isInstanceOf(HubException.class)
        .hasMessageContaining("was interrupted. What was fetched is kept");
  }

  @Test
  void marksThatAreDamagedAreNotBelieved() throws IOException {
    for (int damage = 0; damage < 3; damage++) {
      Path part = interrupted();
      Path marks = Marks.beside(part);
      byte[] bytes = Files.readAllBytes(marks);
      switch (damage) {
        case 0 -> Files.write(marks, new byte[0]);
        case 1 -> Files.delete(part);
        default -> {
          bytes[16] = 1; // the first range claims more than it can have
          Files.write(marks, bytes);
        }
      }

      download().run();

      assertThat(folder.resolve(NAME)).hasBinaryContent(WEIGHTS);
      Files.delete(folder.resolve(NAME));
    }
  }

  private Path interrupted() throws IOException {
    hub.misbehave(
        request ->
            request.store() && request.range().endsWith("-200016")
                ? Optional.of(new Mischief.Answer(503, ""))
                : Optional.empty());
    assertThatThrownBy(() -> download().run()).hasMessageContaining("503");
    hub.misbehave(_ -> Optional.empty());
    return leftovers().stream()
        .filter(file -> file.toString().endsWith("e"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatCameInOneStreamIsTheStartOfTheRanges() {
    hub.misbehave(NAME, new Mischief.CutAfter(70_000));
    hub.misbehave(NAME, times(5, new Mischief.Answer(503, "")));
    assertThatThrownBy(() -> download().rangesOf(1 << 30).run()).hasMessageContaining("503");

    download().run();

    assertThat(folder.resolve(NAME)).hasBinaryContent(WEIGHTS);
    assertThat(ranges()).doesNotContain("bytes=0-9999", "bytes=10000-19999");
  }

  @Test
  void partsOfContentThatNobodyWantsAnyMoreAreRemoved() throws IOException {
    Path _ = interrupted();
    String _ = hub.publish(REPO, "main", Map.of(NAME, random(2, 500)));

    download().run();

    assertThat(leftovers()).isEmpty();
  }
}
