package dev.carafe.testing.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.client.BatchUpload;
import dev.carafe.client.Carafe;
import dev.carafe.client.Volume;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A server is killed while a client uploads and a container commits, with its containers and
/// without. Every version that either was told of is there after, whole.
@Timeout(900)
final class VolumeServerKilledTest {
  private static final int KILLS = Integer.getInteger("carafe.serverKills", 3);
  private static final long FIRST = Long.getLong("carafe.seed", System.nanoTime());
  private static final String UPLOADED = "uploaded-vol";
  private static final List<String> PAIR = List.of("one", "two");

  @TempDir Path folder;

  /// What both files of a pair hold, by Volume and acknowledged version.
  private final Map<String, ConcurrentMap<Long, String>> told =
      Map.of(UPLOADED, new ConcurrentHashMap<>(), Shelf.VOLUME, new ConcurrentHashMap<>());

  @Test
  void versionsThatWereAcknowledgedSurviveTheirServer() throws Exception {
    Path data = folder.resolve("data");
    String address = ServerProcess.ownAddress();
    for (int kill = 0; kill < KILLS; kill++) {
      Random random = new Random(FIRST + kill);
      try (ServerProcess server = ServerProcess.start(folder, data, address)) {
        if (kill == 0) {
          server.deploy(Shelf.class);
        }
        check(server);
        workUntilKilled(server, data, random, kill);
      }
    }
    try (ServerProcess last = ServerProcess.start(folder, data, address)) {
      check(last);
      assertThat(data.resolve("volumes/tmp")).isEmptyDirectory();
    }
    assertThat(told.values()).allSatisfy(versions -> assertThat(versions).isNotEmpty());
  }

  private void workUntilKilled(ServerProcess server, Path data, Random random, int kill)
      throws InterruptedException {
    int before = told();
    int wanted = before + 4 + random.nextInt(12);
    Carafe carafe = server.connect();
    Thread uploads = Thread.ofVirtual().start(() -> repeat(i -> upload(carafe, kill + "-" + i)));
    Thread commits = Thread.ofVirtual().start(() -> repeat(i -> commit(carafe, kill + "-" + i)));
    try {
      Eventually.is(
          "both were told of versions",
          () -> told() >= wanted && told.values().stream().noneMatch(Map::isEmpty));
      server.kill();
      if (random.nextBoolean()) {
        server.containers().forEach(container -> LiveContainers.kill(data, container));
      }
    } finally {
      carafe.close();
    }
    uploads.join();
    commits.join();
  }

  private int told() {
    return told.values().stream().mapToInt(Map::size).sum();
  }

  private interface Work {
    void run(int round);
  }

  /// Until the server is gone, which is an exception.
  private static void repeat(Work work) {
    try {
      for (int i = 0; true; i++) {
        work.run(i);
      }
    } catch (RuntimeException e) {
      // what it was about may be there or not
    }
  }

  private void upload(Carafe carafe, String stamp) {
    BatchUpload upload = carafe.volumes().getOrCreate(UPLOADED).batchUpload().force(true);
    try (upload) {
      for (String name : PAIR) {
        upload.put(new ByteArrayInputStream(stamp.getBytes(StandardCharsets.UTF_8)), name);
      }
    }
    told(UPLOADED).put(upload.version(), stamp);
  }

  private void commit(Carafe carafe, String stamp) {
    String script = "printf %1$s > one; printf %1$s > two".formatted(stamp);
    told(Shelf.VOLUME).put(carafe.remote(Shelf::change, script), stamp);
  }

  private ConcurrentMap<Long, String> told(String volume) {
    return Objects.requireNonNull(told.get(volume));
  }

  private void check(ServerProcess server) throws IOException {
    try (Carafe carafe = server.connect()) {
      for (String name : told.keySet()) {
        for (Map.Entry<Long, String> version : told(name).entrySet()) {
          Volume volume = carafe.volumes().get(name);
          for (String file : PAIR) {
            try (InputStream in = volume.version(version.getKey()).read(file)) {
              assertThat(in.readAllBytes())
                  .as("%s of v%d of %s, seed %d", file, version.getKey(), name, FIRST)
                  .asString(StandardCharsets.UTF_8)
                  .isEqualTo(version.getValue());
            }
          }
        }
      }
    }
  }
}
