package dev.carafe.client.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Who refuses what, and what is said about it.
@Timeout(60)
final class HubRefusalTest {
  private static final String REPO = "acme/tiny";
  private static final byte[] CONFIG = "{\"dim\":3}".getBytes(StandardCharsets.UTF_8);
  private static final byte[] WEIGHTS = new byte[5_000];

  @TempDir Path folder;
  private FakeHub hub;
  private final List<Duration> pauses = new CopyOnWriteArrayList<>();

  @BeforeEach
  void start() {
    hub = FakeHub.start();
    String _ = hub.publish(REPO, "main", Map.of("config.json", CONFIG, "model.onnx", WEIGHTS));
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private HubDownload download() {
    return HubDownload.to(folder)
        .repo(REPO)
        .environment(Map.of("HF_ENDPOINT", hub.address(), "HF_TOKEN", "hf_secret"))
        .listener(HubListener.SILENT)
        .patience(pauses::add, Duration.ofSeconds(20));
  }

  private List<String> askedForLinks() {
    return hub.requests().stream()
        .filter(request -> !request.store() && request.isForBytes())
        .map(FakeHub.Request::path)
        .filter(path -> path.endsWith("model.onnx"))
        .toList();
  }

  @Test
  void aLinkThatHasExpiredIsMadeAnew() {
    hub.misbehave("model.onnx", new Mischief.Answer(403, ""));

    download().run();

    assertThat(folder.resolve("model.onnx")).hasBinaryContent(WEIGHTS);
    assertThat(askedForLinks()).hasSize(2);
    assertThat(pauses).containsExactly(Duration.ZERO);
  }

  @Test
  void linksThatTheStoreRefusesAreNotBlamedOnTheToken() {
    hub.misbehave("model.onnx", new Mischief.Answer(403, ""), new Mischief.Answer(403, ""));

    assertThatThrownBy(() -> download().run())
        .isInstanceOf(HubException.class)
        .hasMessageContaining("The host localhost answers 403 to the link")
        .hasMessageContaining("file model.onnx of acme/tiny")
        .hasMessageContaining("nothing to do with the token")
        .hasMessageContaining("so it does with a new link")
        .hasMessageNotContaining("gated")
        .hasMessageNotContaining("signature");
    assertThat(askedForLinks()).hasSize(2);
  }

  @Test
  void aStoreThatIsBusyIsNamed() {
    Mischief[] busy = new Mischief[Retry.TRIES];
    java.util.Arrays.fill(busy, new Mischief.Answer(503, ""));
    hub.misbehave("model.onnx", busy);

    assertThatThrownBy(() -> download().run())
        .hasMessageContaining("The host localhost answers 503 for file model.onnx");
  }

  @Test
  void aGatedRepositoryKeepsTheWordsOfTheHub() {
    hub.gate(REPO, "hf_other");

    assertThatThrownBy(() -> download().run())
        .hasMessageContaining("403")
        .hasMessageContaining("“Access to model acme/tiny is restricted”")
        .hasMessageContaining("accept its terms at " + hub.address() + "/acme/tiny")
        .hasMessageContaining("HF_TOKEN");
    assertThat(pauses).isEmpty();
  }

  @Test
  void aRepositoryThatIsGatedBetweenTheListAndAFileIsGated() {
    hub.misbehave(
        request -> {
          if (request.path().contains("/resolve/")) {
            hub.gate(REPO, "hf_other");
          }
          return java.util.Optional.empty();
        });

    assertThatThrownBy(() -> download().run())
        .hasMessageContaining("for file ")
        .hasMessageContaining("accept its terms");
  }

  @Test
  void aHubThatSendsUsElsewhereIsNotGivenTheTokenThere() {
    try (FakeHub moved = FakeHub.redirectingTo(hub)) {
      hub.gate(REPO, "hf_secret");

      assertThatThrownBy(() -> download().endpoint(moved.address()).run())
          .isInstanceOf(HubException.class)
          .hasMessageContaining("sends us to " + hub.address())
          .hasMessageContaining("set HF_ENDPOINT to it")
          .hasMessageNotContaining("accept its terms");
      assertThat(hub.requests()).isNotEmpty().allMatch(request -> request.token().isEmpty());
    }
  }

  @Test
  void aPasswordInTheEndpointIsRefusedAndNeverShown() {
    for (String endpoint :
        List.of(
            "https://alice:pa55word@hub.example",
            "http://alice:pa55word@hub_example:80/x",
            "http://alice:pa55 word@hub.example",
            "http://alice:pa55@word/@hub.example",
            "alice:pa55word@hub.example",
            "ftp://alice:pa55word@hub.example")) {
      Throwable refused = catchThrowable(() -> download().endpoint(endpoint).run());

      assertThat(refused)
          .as(endpoint)
          .isInstanceOf(HubException.class)
          .hasMessageContaining("@hub")
          .hasMessageContaining("names a user")
          .hasMessageContaining("HF_TOKEN");
      assertThat(trace(refused)).doesNotContain("pa55", "alice");
    }
  }

  @Test
  void aQueryOfTheEndpointIsRefusedAndNotShown() {
    Throwable refused =
        catchThrowable(() -> download().endpoint("https://hub.example/?key=pa55word").run());

    assertThat(refused).hasMessageContaining("https://hub.example/?…");
    assertThat(trace(refused)).doesNotContain("pa55word");
  }

  private static String trace(Throwable failure) {
    StringWriter all = new StringWriter();
    failure.printStackTrace(new PrintWriter(all));
    return all.toString();
  }

  @Test
  void aSmallFileWithAnotherGitHashIsThrownAwayAndFetchedAgain() {
    hub.misbehave("config.json", new Mischief.OtherBytes());

    download().run();

    assertThat(folder.resolve("config.json")).hasBinaryContent(CONFIG);
  }

  @Test
  void aSmallFileThatNeverHasTheRightGitHashIsNotShown() {
    Mischief[] wrong = new Mischief[Retry.TRIES];
    java.util.Arrays.fill(wrong, new Mischief.OtherBytes());
    hub.misbehave("config.json", wrong);

    assertThatThrownBy(() -> download().run())
        .hasMessageContaining("config.json has the Git hash")
        .hasMessageContaining(new FakeFile("", CONFIG).etag());
    assertThat(folder.resolve("config.json")).doesNotExist();
  }

  @Test
  void anEmptyFileIsFetchedToo() {
    String _ = hub.publish(REPO, "empty", Map.of(".gitkeep", new byte[0], "config.json", CONFIG));

    assertThat(download().revision("empty").run().fetched()).isEqualTo(2);
    assertThat(folder.resolve(".gitkeep")).isEmptyFile();
    assertThat(download().revision("empty").run().fetched()).isZero();
  }
}
