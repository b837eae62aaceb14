package dev.carafe.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A client that is killed while it uploads leaves the Volume as it was, and the next one sends
/// only what is missing.
@Timeout(120)
final class BrokenUploadTest {
  private static final int FILES = 4_000;
  private static final int BYTES = 16_000;

  @TempDir Path home;
  @TempDir Path here;
  private VolumesOnDisk server;

  @BeforeEach
  void start() throws IOException {
    server = new VolumesOnDisk(home);
    server.run(here, "volume", "create", "v");
    Files.createDirectory(here.resolve("in"));
    Random random = new Random(3);
    byte[] bytes = new byte[BYTES];
    for (int i = 0; i < FILES; i++) {
      random.nextBytes(bytes);
      Files.write(here.resolve("in/f" + i), bytes);
    }
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @RepeatedTest(3)
  void theNextPutSendsOnlyWhatIsMissing() throws Exception {
    Process client = server.start(here, "volume", "put", "v", "in", "/");
    // A lot of a thousand files is taken over at a time.
    while (client.isAlive() && blobs().isEmpty()) {
      Thread.onSpinWait();
    }
    client.toHandle().destroyForcibly();
    client.waitFor();
    assertThat(server.run(here, "volume", "versions", "v")).doesNotContain("v2");
    Map<String, Object> kept = blobs();
    assertThat(kept).isNotEmpty();

    String said = server.attempt(here, "volume", "put", "v", "in", "/").err();

    assertThat(said).contains("v is now v2");
    assertThat(blobs()).as("what was there was not sent again").containsAllEntriesOf(kept);
    if (kept.size() < FILES) {
      assertThat(said).containsPattern("sent: .*iB");
    }
    server.run(here, "volume", "get", "v", "/in", "out");
    for (int i = 0; i < FILES; i++) {
      assertThat(Files.mismatch(here.resolve("in/f" + i), here.resolve("out/f" + i))).isEqualTo(-1);
    }
  }

  /// Blobs of files by name, with the inode of each.
  private Map<String, Object> blobs() throws IOException {
    Map<String, Object> all = new TreeMap<>();
    try (Stream<Path> walked = Files.walk(server.volumes().resolve("blobs"))) {
      for (Path blob : (Iterable<Path>) walked.filter(Files::isRegularFile)::iterator) {
        all.put(blob.getFileName().toString(), Files.getAttribute(blob, "unix:ino"));
      }
    }
    return all;
  }
}
