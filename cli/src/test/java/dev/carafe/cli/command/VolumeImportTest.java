package dev.carafe.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.volumes.bucket.S3Server;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `carafe volume import`, from a real S3-compatible server.
@Timeout(180)
final class VolumeImportTest {
  @TempDir static Path folder;
  @TempDir static Path home;
  private static S3Server store;
  private static VolumesOnDisk server;

  @TempDir Path here;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    store = S3Server.start(folder);
    store.put("minilm/config.json", "{}");
    store.put("minilm/layers/one.bin", "weights");
    server = new VolumesOnDisk(home);
    server.run(
        home,
        "secret",
        "create",
        "keys",
        "AWS_ACCESS_KEY_ID=" + S3Server.ACCESS,
        "AWS_SECRET_ACCESS_KEY=" + S3Server.SECRET);
  }

  @AfterAll
  static void stop() {
    server.close();
    store.close();
  }

  private VolumesOnDisk.Said imports(String bucket, String target, String... more) {
    List<String> command =
        new ArrayList<>(
            List.of("volume", "import", bucket, target, "--endpoint", store.endpoint()));
    command.add("--path-style");
    command.addAll(List.of(more));
    return server.attempt(here, command.toArray(String[]::new));
  }

  @Test
  void aPrefixBecomesADirectoryOfTheVolume() {
    server.run(here, "volume", "create", "one");
    VolumesOnDisk.Said said = imports("s3://weights/minilm/", "one:/models", "--secret", "keys");
    assertThat(said.err()).contains("one is now v2: 2 files of s3://weights/minilm/, 9 B;");
    assertThat(said.code()).isZero();
    assertThat(server.run(here, "volume", "get", "one", "/models/layers/one.bin", "-"))
        .isEqualTo("weights");
  }

  @Test
  void aSecondImportIsSaidToChangeNothing() {
    server.run(here, "volume", "create", "two");
    imports("s3://weights/minilm/", "two", "--secret", "keys");
    assertThat(imports("s3://weights/minilm/", "two", "--secret", "keys").code()).isNotZero();
    assertThat(imports("s3://weights/minilm/", "two", "--secret", "keys", "--force").err())
        .contains("two is unchanged: v2 holds 2 files of s3://weights/minilm/ already");
  }

  @Test
  void aDryRunAndJsonSayWhatItIs() {
    server.run(here, "volume", "create", "three");
    assertThat(imports("s3://weights/minilm/", "three", "--secret", "keys", "--dry-run").err())
        .contains("s3://weights/minilm/ has 2 files, 9 B;");
    assertThat(imports("s3://weights/minilm/", "three", "--secret", "keys", "--json").out())
        .contains("\"volume\":\"three\"", "\"version\":2", "\"files\":2", "\"bytes\":9");
  }

  @Test
  void whatCannotBeIsToldOf() {
    server.run(here, "volume", "create", "four");
    assertThat(imports("weights/minilm", "four").err()).contains("write s3://name/prefix/");
    assertThat(
            server
                .attempt(
                    here,
                    Map.of("AWS_ACCESS_KEY_ID", "access"),
                    "volume",
                    "import",
                    "s3://weights/",
                    "four")
                .err())
        .contains("AWS_ACCESS_KEY_ID is set and AWS_SECRET_ACCESS_KEY is not");
    assertThat(imports("s3://nowhere/", "four", "--secret", "keys").err())
        .contains("there is no bucket nowhere");
    assertThat(imports("s3://weights/", "none", "--secret", "keys").err())
        .contains("no Volume none");
    assertThat(imports("s3://weights/", "four", "--secret", "none").err()).contains("none");
  }
}
