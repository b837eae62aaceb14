package dev.carafe.client.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Hundreds of downloads from a hub that misbehaves at random. What goes wrong with a request
/// follows from the seed, from what is asked and how often it was, so a history can be run again.
@Timeout(120)
final class HubChaosTest {
  private static final int HISTORIES = 200;

  @TempDir Path folder;

  @Test
  void whateverAHubDoesADownloadIsRightOrSaysWhatFailedAndTheNextOneCompletesIt()
      throws IOException {
    int failed = 0;
    int partly = 0;
    try (FakeHub hub = FakeHub.start()) {
      for (int seed = 0; seed < HISTORIES; seed++) {
        History history = new History(seed, hub, folder.resolve("history-" + seed));
        boolean done = history.runMisbehaving();
        Set<String> whole = history.whole();
        history.complete(whole);
        failed += done ? 0 : 1;
        partly += !done && !whole.isEmpty() ? 1 : 0;
      }
    }
    assertThat(failed).as("histories that failed first").isBetween(HISTORIES / 10, HISTORIES - 20);
    assertThat(partly).as("histories that left some files whole").isPositive();
  }

  private static final class History {
    private final int seed;
    private final FakeHub hub;
    private final Path into;
    private final String repo;
    private final Map<String, byte[]> files = new TreeMap<>();
    private final int rangeLength;
    private final double rate;
    private final Map<FakeHub.Request, Integer> asked = new HashMap<>();

    History(int seed, FakeHub hub, Path into) {
      this.seed = seed;
      this.hub = hub;
      this.into = into;
      this.repo = "acme/chaos-" + seed;
      Random random = new Random(seed);
      for (String name : List.of("config.json", "empty", "onnx/model.onnx", "a.bin")) {
        byte[] bytes = new byte[name.equals("empty") ? 0 : 1 + random.nextInt(5_000)];
        random.nextBytes(bytes);
        files.put(name, bytes);
      }
      files.put("vocabulary", Arrays.copyOf(new byte[] {1, 2}, 1 + random.nextInt(900)));
      rangeLength = 700 + random.nextInt(1_500);
      rate = List.of(0.05, 0.2, 0.4).get(seed % 3);
      hub.list(
          List.of(
                  new FakeHub.Listing.Both(),
                  new FakeHub.Listing.NoTree(),
                  new FakeHub.Listing.Pages(2, ""))
              .get(random.nextInt(3)));
      String _ = hub.publish(repo, "main", files);
    }

    private HubDownload download(Duration stall) {
      return HubDownload.to(into)
          .repo(repo)
          .environment(Map.of("HF_ENDPOINT", hub.address()))
          .listener(HubListener.SILENT)
          .patience(_ -> {}, stall)
          .rangesOf(rangeLength);
    }

    /// Whether all came.
    boolean runMisbehaving() {
      hub.misbehave(this::decide);
      try {
        HubSnapshot snapshot = download(Duration.ofMillis(15)).run();
        assertThat(snapshot.files()).as("%d", seed).isEqualTo(List.copyOf(files.keySet()));
        assertThat(whole()).as("%d", seed).isEqualTo(files.keySet());
        return true;
      } catch (HubException e) {
        assertThat(e.getMessage())
            .as("%d", seed)
            .matches(
                message ->
                    files.keySet().stream().anyMatch(message::contains)
                        || message.contains("revision")
                        || message.contains("list of files")
                        || message.contains("/tree/"));
        return false;
      } finally {
        hub.misbehave(_ -> Optional.empty());
      }
    }

    private Optional<Mischief> decide(FakeHub.Request request) {
      int times = asked.merge(request, 1, Integer::sum);
      Random random = new Random(31L * (31L * seed + request.hashCode()) + times);
      double _ = random.nextDouble(); // the first of close seeds are close
      return random.nextDouble() >= rate ? Optional.empty() : Optional.of(pick(request, random));
    }

    private static Mischief pick(FakeHub.Request request, Random random) {
      List<Mischief> some =
          request.method().equals("HEAD")
              ? List.of(
                  new Mischief.Answer(502, ""),
                  new Mischief.Answer(429, "1"),
                  new Mischief.WrongSize(random.nextInt(2_000) - 1_000))
              : request.isForBytes()
                  ? List.of(
                      new Mischief.Answer(503, ""),
                      new Mischief.Answer(request.store() ? 403 : 500, ""),
                      new Mischief.Answer(429, "2"),
                      new Mischief.CutAfter(random.nextInt(3_000)),
                      new Mischief.CutAfter(0),
                      new Mischief.OtherBytes(),
                      new Mischief.OtherContent(),
                      new Mischief.TooManyBytes(),
                      new Mischief.NoRanges(),
                      random.nextInt(4) == 0
                          ? new Mischief.StallAfter(random.nextInt(500))
                          : new Mischief.CutAfter(1))
                  : List.of(
                      new Mischief.Answer(500, ""),
                      new Mischief.Answer(408, ""),
                      new Mischief.CutAfter(random.nextInt(100)));
      return some.get(random.nextInt(some.size()));
    }

    /// The files that can be seen, which must be right.
    Set<String> whole() {
      Set<String> whole = new TreeSet<>();
      files.forEach(
          (name, bytes) -> {
            if (Files.exists(into.resolve(name))) {
              assertThat(into.resolve(name)).as("%d", seed).hasBinaryContent(bytes);
              whole.add(name);
            }
          });
      return whole;
    }

    /// From a hub that does what it should, only what is missing.
    void complete(Set<String> whole) {
      hub.forgetRequests();

      HubSnapshot snapshot = download(Duration.ofSeconds(20)).run();

      assertThat(whole()).as("%d", seed).isEqualTo(files.keySet());
      assertThat(snapshot.fetched()).as("%d", seed).isEqualTo(files.size() - whole.size());
      assertThat(hub.fetched()).as("%d", seed).noneMatch(whole::contains);
    }
  }
}
