package dev.carafe.client.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HubDownloadTest {
  private static final String REPO = "acme/tiny";
  private static final byte[] CONFIG = "{\"dim\":3}".getBytes(StandardCharsets.UTF_8);
  private static final byte[] WEIGHTS = random(1, 300_000);

  @TempDir Path folder;
  private FakeHub hub;
  private final List<Duration> pauses = new CopyOnWriteArrayList<>();

  @BeforeEach
  void start() {
    hub = FakeHub.start();
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
        .patience(pauses::add, Duration.ofSeconds(20));
  }

  private String publish(String revision, byte[] weights) {
    return hub.publish(REPO, revision, Map.of("config.json", CONFIG, "onnx/model.onnx", weights));
  }

  private byte[] weights() throws IOException {
    return Files.readAllBytes(folder.resolve("onnx/model.onnx"));
  }

  private List<String> incomplete() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.map(Path::toString).filter(f -> f.endsWith(".incomplete")).toList();
    }
  }

  @Test
  void aRevisionIsPinnedToItsCommitAndLiesWholeInTheFolder() throws IOException {
    String commit = publish("v1", WEIGHTS);

    HubSnapshot snapshot = download().revision("v1").run();

    assertThat(snapshot.commit()).isEqualTo(commit);
    assertThat(snapshot.files()).containsExactly("config.json", "onnx/model.onnx");
    assertThat(snapshot.bytes()).isEqualTo(CONFIG.length + WEIGHTS.length);
    assertThat(snapshot.fetched()).isEqualTo(2);
    assertThat(weights()).isEqualTo(WEIGHTS);
    assertThat(folder.resolve("config.json")).hasBinaryContent(CONFIG);
    assertThat(hub.requests())
        .filteredOn(r -> r.path().contains("/resolve/"))
        .allMatch(r -> r.path().contains(commit));
  }

  @Test
  void aRevisionWithSlashesIsOne() {
    String commit = publish("refs/pr/1", WEIGHTS);

    assertThat(download().revision("refs/pr/1").run().commit()).isEqualTo(commit);
  }

  @Test
  void twoRevisionsAreReallyDifferent() throws IOException {
    publish("v1", WEIGHTS);
    publish("v2", random(2, 300_000));

    download().revision("v1").run();
    byte[] first = weights();
    download().revision("v2").run();

    assertThat(weights()).isEqualTo(random(2, 300_000)).isNotEqualTo(first);
  }

  @Test
  void nothingIsFetchedTwice() {
    publish("main", WEIGHTS);
    download().run();
    int before = hub.requests().size();

    HubSnapshot again = download().run();

    assertThat(again.fetched()).isZero();
    assertThat(again.bytes()).isEqualTo(CONFIG.length + WEIGHTS.length);
    assertThat(hub.requests()).hasSize(before + 2).last().matches(r -> r.path().contains("/tree/"));
  }

  @Test
  void aChangedRevisionFetchesOnlyWhatChanged() throws IOException {
    publish("main", WEIGHTS);
    download().run();
    publish("main", random(2, 300_000));

    HubSnapshot changed = download().run();

    assertThat(changed.fetched()).isEqualTo(1);
    assertThat(weights()).isEqualTo(random(2, 300_000));
    assertThat(hub.fetched()).containsOnlyOnce("config.json");
  }

  @Test
  void filesThatCameAnotherWayAreTakenForWhatTheyHold() throws IOException {
    publish("main", WEIGHTS);
    Files.createDirectories(folder.resolve("onnx"));
    Files.write(folder.resolve("onnx/model.onnx"), WEIGHTS);
    Files.write(folder.resolve("config.json"), CONFIG);

    assertThat(download().run().fetched()).isZero();
    assertThat(hub.fetched()).isEmpty();
  }

  @Test
  void aFileThatWasChangedHereIsFetchedAgain() throws IOException {
    publish("main", WEIGHTS);
    download().run();
    Files.write(folder.resolve("onnx/model.onnx"), random(9, 10));

    assertThat(download().run().fetched()).isEqualTo(1);
    assertThat(weights()).isEqualTo(WEIGHTS);
  }

  @Test
  void patternsSayWhatIsWanted() {
    Map<String, byte[]> files = new TreeMap<>();
    Stream.of("a.bin", "b.safetensors", "onnx/a.onnx", "onnx/deep/b.onnx", "README.md")
        .forEach(name -> files.put(name, CONFIG));
    hub.publish(REPO, "main", files);

    assertThat(download().allow("*.safetensors", "onnx/").ignore("*/deep/*").run().files())
        .containsExactly("b.safetensors", "onnx/a.onnx");
    assertThat(folder.resolve("README.md")).doesNotExist();
    assertThatThrownBy(() -> download().allow("*.gguf").run())
        .isInstanceOf(HubException.class)
        .hasMessageContaining("No file of acme/tiny at main fits the patterns")
        .hasMessageContaining("b.safetensors");
  }

  @Test
  void aCutConnectionIsResumedWhereItBroke() throws IOException {
    publish("main", WEIGHTS);
    hub.misbehave(
        "onnx/model.onnx", new Mischief.CutAfter(100_000), new Mischief.CutAfter(100_000));

    download().run();

    assertThat(weights()).isEqualTo(WEIGHTS);
    assertThat(hub.requests())
        .filteredOn(FakeHub.Request::store)
        .extracting(FakeHub.Request::range)
        .hasSize(3)
        .satisfies(
            ranges -> {
              assertThat(ranges.get(0)).isEmpty();
              assertThat(start(ranges.get(1))).isBetween(1, 100_000);
              assertThat(start(ranges.get(2))).isBetween(start(ranges.get(1)) + 1, 200_000);
            });
    assertThat(incomplete()).isEmpty();
  }

  private static int start(String range) {
    return Integer.parseInt(range.replaceAll("\\D", ""));
  }

  @Test
  void aDownloadThatWasGivenUpGoesOnInTheNextRun() throws IOException {
    publish("main", WEIGHTS);
    hub.misbehave("onnx/model.onnx", new Mischief.CutAfter(200_000));
    Mischief[] down = new Mischief[Retry.TRIES - 1];
    java.util.Arrays.fill(down, new Mischief.Answer(503, ""));
    hub.misbehave("onnx/model.onnx", down);

    assertThatThrownBy(() -> download().run())
        .isInstanceOf(HubException.class)
        .hasMessageContaining("503 for file onnx/model.onnx")
        .hasMessageContaining("gave up after 6 tries")
        .hasMessageContaining("run it again to go on");
    assertThat(folder.resolve("onnx/model.onnx")).doesNotExist();
    assertThat(incomplete()).hasSize(1);

    download().run();

    assertThat(weights()).isEqualTo(WEIGHTS);
    assertThat(start(hub.requests().getLast().range())).isBetween(1, 200_000);
  }

  @Test
  void aHubWithoutRangesIsReadFromTheStart() throws IOException {
    publish("main", WEIGHTS);
    hub.misbehave("onnx/model.onnx", new Mischief.CutAfter(50_000), new Mischief.NoRanges());

    download().run();

    assertThat(weights()).isEqualTo(WEIGHTS);
  }

  @Test
  void aStalledConnectionIsGivenUpAndResumed() throws IOException {
    publish("main", WEIGHTS);
    hub.misbehave("onnx/model.onnx", new Mischief.StallAfter(50_000));

    download().patience(pauses::add, Duration.ofMillis(200)).run();

    assertThat(weights()).isEqualTo(WEIGHTS);
  }

  @Test
  void bytesWithAnotherHashAreThrownAwayAndFetchedAgain() throws IOException {
    publish("main", WEIGHTS);
    hub.misbehave("onnx/model.onnx", new Mischief.OtherBytes());

    download().run();

    assertThat(weights()).isEqualTo(WEIGHTS);
  }

  @Test
  void bytesThatNeverHaveTheRightHashAreNotShown() {
    publish("main", WEIGHTS);
    Mischief[] wrong = new Mischief[Retry.TRIES];
    java.util.Arrays.fill(wrong, new Mischief.OtherBytes());
    hub.misbehave("onnx/model.onnx", wrong);

    assertThatThrownBy(() -> download().run())
        .hasMessageContaining("onnx/model.onnx has the SHA-256")
        .hasMessageContaining(new FakeFile("", WEIGHTS).etag());
    assertThat(folder.resolve("onnx/model.onnx")).doesNotExist();
  }

  @Test
  void moreBytesThanToldAreThrownAway() throws IOException {
    publish("main", WEIGHTS);
    hub.misbehave("onnx/model.onnx", new Mischief.TooManyBytes());
    hub.misbehave("config.json", new Mischief.TooManyBytes());

    download().run();

    assertThat(weights()).isEqualTo(WEIGHTS);
    assertThat(folder.resolve("config.json")).hasBinaryContent(CONFIG);
  }

  @Test
  void aBusyHubIsAskedAgainWhenItSays() {
    publish("main", WEIGHTS);
    hub.misbehave(
        "config.json",
        new Mischief.Answer(429, "7"),
        new Mischief.Answer(500, ""),
        new Mischief.Answer(502, ""));

    assertThat(download().run().fetched()).isEqualTo(2);
    assertThat(pauses)
        .containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(1), Duration.ofSeconds(2));
  }

  @Test
  void aHubThatAsksForHoursIsNotWaitedFor() {
    publish("main", WEIGHTS);
    hub.misbehave("config.json", new Mischief.Answer(429, "7200"));

    assertThatThrownBy(() -> download().run()).hasMessageContaining("asks to come back in 7200 s");
    assertThat(pauses).isEmpty();
  }

  @Test
  void theTokenGoesToTheHubAndNowhereElse() {
    publish("main", WEIGHTS);
    hub.gate(REPO, "hf_secret");

    download().environment(Map.of("HF_ENDPOINT", hub.address(), "HF_TOKEN", "hf_secret")).run();

    assertThat(hub.requests()).filteredOn(r -> !r.store()).allMatch(r -> !r.token().isEmpty());
    assertThat(hub.requests())
        .filteredOn(FakeHub.Request::store)
        .isNotEmpty()
        .allMatch(r -> r.token().isEmpty());
  }

  @Test
  void aGatedRepositorySaysWhatToDo() {
    publish("main", WEIGHTS);
    hub.gate(REPO, "hf_secret");

    assertThatThrownBy(() -> download().run())
        .hasMessageContaining("401")
        .hasMessageContaining("accept its terms at " + hub.address() + "/acme/tiny")
        .hasMessageContaining("HF_TOKEN is not set");
    assertThatThrownBy(() -> download().token("hf_wrong").run())
        .hasMessageContaining("403")
        .hasMessageContaining("the token given")
        .hasMessageNotContaining("hf_wrong");
    assertThat(pauses).isEmpty();
  }

  @Test
  void whatDoesNotExistIsNamed() {
    publish("main", WEIGHTS);

    assertThatThrownBy(() -> download().revision("v9").run())
        .hasMessageContaining("404 for revision v9 of acme/tiny. There is no such revision");
    assertThatThrownBy(() -> download().repo("acme/other").run())
        .hasMessageContaining("acme/other")
        .hasMessageContaining("private, or there is none of that name");
    assertThatThrownBy(() -> download().repo("../etc").run())
        .hasMessageContaining("write it as owner/name");
    assertThatThrownBy(() -> download().endpoint("ftp://x").run())
        .hasMessageContaining("Correct HF_ENDPOINT");
  }

  @Test
  void aTokenThatNoHeaderCanHoldIsNotShown() {
    publish("main", WEIGHTS);

    for (String token : List.of("hf_SECRET\nabc", "hf_SECRETé", "hf_SECRET abc")) {
      assertThatThrownBy(() -> download().token(token).run())
          .isInstanceOf(HubException.class)
          .hasMessageContaining("The hub's token holds what no token does")
          .hasMessageNotContaining("SECRET");
    }
    assertThat(download().token("hf_SECRET\r\n").run().files()).isNotEmpty();
  }

  @Test
  void namesThatLeadOutOfTheFolderAreRefusedBeforeAnythingIsWritten() {
    for (String name :
        List.of("../evil", "a/../../evil", "/etc/evil", "a//b", ".cache/huggingface/x", "a/.")) {
      hub.publish(REPO, "main", Map.of("good", CONFIG, name, CONFIG));

      assertThatThrownBy(() -> download().run())
          .as(name)
          .isInstanceOf(HubException.class)
          .hasMessageContaining(name);
      assertThat(folder).isEmptyDirectory();
    }
  }

  @Test
  void linksInTheFolderAreNotFollowed(@TempDir Path outside) throws IOException {
    publish("main", WEIGHTS);
    Files.createSymbolicLink(folder.resolve("onnx"), outside);

    assertThatThrownBy(() -> download().run()).hasMessageContaining("is a link. Remove the link");
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void progressAddsUp() {
    publish("main", WEIGHTS);
    hub.misbehave("onnx/model.onnx", new Mischief.CutAfter(100_000));
    List<String> heard = new CopyOnWriteArrayList<>();
    List<Long> received = new CopyOnWriteArrayList<>();

    download()
        .listener(
            new HubListener() {
              @Override
              public void started(String repo, String commit, int files) {
                heard.add("started " + files);
              }

              @Override
              public void received(String file, long bytes) {
                received.add(bytes);
              }

              @Override
              public void finished(String file, boolean fetched) {
                heard.add("finished " + file);
              }
            })
        .run();

    assertThat(heard)
        .startsWith("started 2")
        .contains("finished config.json", "finished onnx/model.onnx");
    assertThat(received.stream().mapToLong(Long::longValue).sum())
        .isEqualTo(CONFIG.length + WEIGHTS.length);
  }
}
