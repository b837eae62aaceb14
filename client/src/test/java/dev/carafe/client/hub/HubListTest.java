package dev.carafe.client.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The list of a commit's files, and the names in it.
@Timeout(60)
final class HubListTest {
  private static final String REPO = "acme/tiny";
  private static final byte[] TEXT = "text".getBytes(StandardCharsets.UTF_8);

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

  private HubDownload download() {
    return HubDownload.to(folder)
        .repo(REPO)
        .environment(Map.of("HF_ENDPOINT", hub.address(), "HF_TOKEN", "hf_secret"))
        .listener(HubListener.SILENT)
        .patience(pauses::add, Duration.ofSeconds(20));
  }

  private void publish(String... names) {
    Map<String, byte[]> files = new TreeMap<>();
    for (String name : names) {
      files.put(name, TEXT);
    }
    String _ = hub.publish(REPO, "main", files);
  }

  private List<String> pages() {
    return hub.requests().stream()
        .map(FakeHub.Request::path)
        .filter(path -> path.contains("/tree/"))
        .toList();
  }

  @Test
  void allPagesOfTheListAreRead() {
    publish("a", "b", "c/d", "e", "f");
    hub.list(new FakeHub.Listing.Pages(2, ""));

    assertThat(download().run().files()).containsExactly("a", "b", "c/d", "e", "f");
    assertThat(pages()).hasSize(3);
    assertThat(hub.requests()).allMatch(request -> request.token().equals("hf_secret"));
  }

  @Test
  void aHubWithoutTreesHasTheListWithTheCommit() {
    publish("a", "b");
    hub.list(new FakeHub.Listing.NoTree());

    assertThat(download().run().files()).containsExactly("a", "b");
  }

  @Test
  void aPageThatFailsForNowIsAskedForAgain() {
    publish("a", "b", "c");
    hub.list(new FakeHub.Listing.Pages(1, ""));
    List<Mischief> left =
        new CopyOnWriteArrayList<>(
            List.of(
                new Mischief.Answer(429, "3"),
                new Mischief.CutAfter(20),
                new Mischief.Answer(502, "")));
    hub.misbehave(
        request ->
            request.path().contains("/tree/") && !left.isEmpty()
                ? Optional.of(left.removeFirst())
                : Optional.empty());

    assertThat(download().run().files()).containsExactly("a", "b", "c");
    assertThat(pauses)
        .containsExactly(Duration.ofSeconds(3), Duration.ofSeconds(1), Duration.ofSeconds(2));
  }

  @Test
  void aListThatStallsIsGivenUpAndAskedForAgain() {
    publish("a");
    List<Mischief> left = new CopyOnWriteArrayList<>(List.of(new Mischief.StallAfter(10)));
    hub.misbehave(
        request ->
            request.path().startsWith("/api/") && !left.isEmpty()
                ? Optional.of(left.removeFirst())
                : Optional.empty());

    assertThat(download().patience(pauses::add, Duration.ofMillis(300)).run().files())
        .containsExactly("a");
  }

  @Test
  void theListIsNotFollowedToAnotherHost() {
    try (FakeHub other = FakeHub.start()) {
      publish("a", "b");
      hub.list(new FakeHub.Listing.Pages(1, other.address()));

      assertThatThrownBy(() -> download().run())
          .isInstanceOf(HubException.class)
          .hasMessageContaining("goes on at " + other.address())
          .hasMessageContaining("another host")
          .hasMessageNotContaining("hf_secret");
      assertThat(other.requests()).isEmpty();
      assertThat(folder).isEmptyDirectory();
    }
  }

  @Test
  void aListThatGoesRoundInCirclesEnds() {
    publish("a", "b");
    hub.list(new FakeHub.Listing.Circle());

    assertThatThrownBy(() -> download().run())
        .isInstanceOf(HubException.class)
        .hasMessageContaining("has no end");
  }

  @Test
  void namesThatCannotBeFilesHereAreRefusedBeforeAnythingIsWritten() {
    for (String name :
        List.of(
            "../evil",
            "a/../../evil",
            "/etc/evil",
            "..",
            "a\\..\\evil",
            "nul\0.txt",
            "line\nbreak",
            "red\u001b[31m",
            ".cache",
            ".cache/huggingface/download/x",
            ".Cache/HuggingFace/x")) {
      publish("good", name);

      assertThatThrownBy(() -> download().run())
          .as(name)
          .isInstanceOf(HubException.class)
          .hasMessageContaining("would not lie in " + folder)
          .hasMessageContaining(name.replaceAll("\\p{Cntrl}", "?"));
      assertThat(folder).isEmptyDirectory();
    }
  }

  @Test
  void namesThatAreOneOnManyDisksAreRefusedUnlessOneIsLeftOut() {
    publish("README.md", "readme.md");

    assertThatThrownBy(() -> download().run())
        .hasMessageContaining("\"README.md\" and \"readme.md\"")
        .hasMessageContaining("ignore(…)");
    assertThat(folder).isEmptyDirectory();
    assertThat(download().ignore("readme.md").run().files()).containsExactly("README.md");
  }

  @Test
  void aNameCannotBeAFileAndAFolder() {
    publish("a", "a/b");

    assertThatThrownBy(() -> download().run())
        .hasMessageContaining("names \"a\", and \"a/b\" below it");
  }

  @Test
  void namesThatLookLikeWhatIsKeptAboutFilesDoNotMeetWithIt() throws Exception {
    String etag = new FakeFile("", TEXT).etag();
    List<String> names =
        List.of(
            "a",
            "a.metadata",
            "b",
            "b.metadata/x",
            "b.metadata.new/x",
            "b.%s.incomplete/x".formatted(etag),
            "long".repeat(62));
    publish(names.toArray(String[]::new));

    assertThat(download().run().fetched()).isEqualTo(names.size());
    assertThat(download().run().fetched()).isZero();
    for (String name : names) {
      assertThat(Files.readAllBytes(folder.resolve(name))).isEqualTo(TEXT);
    }
    assertThat(hub.fetched()).hasSize(names.size());
  }
}
