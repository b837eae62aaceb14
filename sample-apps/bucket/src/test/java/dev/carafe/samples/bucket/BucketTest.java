package dev.carafe.samples.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.client.Call;
import dev.carafe.client.Carafe;
import dev.carafe.client.control.LogQuery;
import dev.carafe.testing.CarafeTest;
import dev.carafe.volumes.bucket.NeedsFuse;
import dev.carafe.volumes.bucket.S3Server;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The bucket is a real S3-compatible server's, mounted by the real program.
@NeedsFuse
@CarafeTest(
    secrets =
        @CarafeTest.Secret(
            name = Bucket.SECRET,
            values = {
              "AWS_ACCESS_KEY_ID=" + S3Server.ACCESS,
              "AWS_SECRET_ACCESS_KEY=" + S3Server.SECRET
            }))
@Timeout(240)
final class BucketTest {
  @TempDir static Path folder;
  private static S3Server server;

  @BeforeAll
  static void startServer() throws IOException, InterruptedException {
    server = S3Server.start(folder, 9490);
    server.put("minilm/config.json", "{}");
    server.put("minilm/layers/one.bin", "weights");
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @Test
  void aFunctionReadsWeightsWhereTheyAreAndWritesItsResultIntoTheBucket(Carafe carafe)
      throws IOException {
    assertThat(carafe.remote(Bucket::measure)).isEqualTo("9 bytes of weights");
    assertThat(server.keys(folder)).contains("results/size.txt");
  }

  @Test
  void aReadOnlyBucketRefusesWrites(Carafe carafe) {
    assertThat(carafe.remote(Reader::write)).contains("Read-only file system");
  }

  @Test
  void aContainerWhoseMountIsKilledEndsSayingSoAndTheNextOneGoesOn(Carafe carafe)
      throws IOException, InterruptedException {
    Call<String> held = carafe.spawn(Reader::hold);
    while (!server.keys(folder).contains("results/begun.txt")) {
      Thread.sleep(20);
    }
    programs("results").forEach(ProcessHandle::destroyForcibly);
    assertThat(held.get(Duration.ofSeconds(100))).isEqualTo("begun before");
    List<String> lines = new ArrayList<>();
    carafe
        .control()
        .logs(LogQuery.ofApp("bucket-reader", 0, false), line -> lines.add(line.text()));
    assertThat(lines)
        .contains("carafe: the bucket mount s3://weights/results/ ended: s3fs was killed");
  }

  /// s3fs shows its bucket and its prefix as arguments of their own.
  private static List<ProcessHandle> programs(String prefix) {
    return ProcessHandle.allProcesses()
        .filter(
            p ->
                Stream.of(p.info().arguments().orElse(new String[0]))
                        .anyMatch(("/" + prefix)::equals)
                    && p.info().command().orElse("").endsWith("s3fs"))
        .toList();
  }
}
