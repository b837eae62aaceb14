package dev.carafe.client.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Disks that take no files. Small and read-only ones are mounted for a program of their own, and
/// that is skipped where this user may not mount.
@Timeout(120)
final class HubDiskTest {
  private static final String REPO = "acme/tiny";
  private static final byte[] CONFIG = "{\"dim\":3}".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;
  private FakeHub hub;

  @BeforeEach
  void start() {
    hub = FakeHub.start();
    byte[] weights = new byte[900_000];
    new Random(1).nextBytes(weights);
    String _ = hub.publish(REPO, "main", Map.of("config.json", CONFIG, "model.onnx", weights));
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private static HubDownload download(Path into, String endpoint) {
    return HubDownload.to(into)
        .repo(REPO)
        .environment(Map.of("HF_ENDPOINT", endpoint))
        .listener(HubListener.SILENT)
        .patience(_ -> {}, Duration.ofSeconds(20));
  }

  /// What that program prints when a disk of this kind is mounted for it.
  private String onDisk(Path disk, String mount) throws Exception {
    assumeTrue(inNamespace(List.of("mount", "-t", "tmpfs", "tmpfs", disk.toString())).isEmpty());
    String script =
        "mount %s tmpfs '%s' && exec setpriv --bounding-set=-dac_override \"$@\"" // not almighty
            .formatted(mount, disk);
    List<String> command = new ArrayList<>(List.of("sh", "-c", script, "sh"));
    command.addAll(DownloadProgram.command(hub.address(), REPO, disk, "100000", "100000000"));
    return inNamespace(command);
  }

  private String inNamespace(List<String> command) throws Exception {
    Path out = folder.resolve("out");
    List<String> all = new ArrayList<>(List.of("unshare", "-rm"));
    all.addAll(command);
    Process process =
        new ProcessBuilder(all).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    assertThat(process.waitFor(100, TimeUnit.SECONDS)).isTrue();
    return Files.readString(out);
  }

  @Test
  void aFullDiskIsNamedAndNothingHalfIsShown() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));

    String said = onDisk(disk, "-t tmpfs -o size=400k");

    assertThat(said.lines().filter(line -> line.startsWith("model.onnx cannot be written")))
        .as(said)
        .hasSize(2)
        .allSatisfy(
            line ->
                assertThat(line)
                    .contains("the disk is full (No space left on device)")
                    .contains("Free some, and run it again: it goes on where it stopped")
                    .contains("What was fetched is kept"));
    assertThat(said.lines()).as(said).doesNotContain("there: " + disk.resolve("model.onnx"));
    assertThat(said).contains(".incomplete").contains("there: " + disk.resolve("config.json"));
  }

  @Test
  void aReadOnlyDiskIsNamed() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));

    assertThat(onDisk(disk, "-t tmpfs -o ro"))
        .contains("cannot be written to " + disk)
        .contains("is read-only. Mount the Volume without readOnly = true")
        .doesNotContain("there: ");
  }

  @Test
  void aFolderThatIsAFileIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("models"), "mine");

    for (Path into : List.of(file, file.resolve("minilm"))) {
      assertThatThrownBy(() -> download(into, hub.address()).run())
          .isInstanceOf(HubException.class)
          .hasMessageContaining("cannot be written to " + into)
          .hasMessageContaining(file + " is a file, and a folder has to be there");
    }
    assertThat(file).hasContent("mine");
  }

  @Test
  void aFileWhereAFolderOfTheRepositoryGoesIsNamed() throws IOException {
    String _ = hub.publish(REPO, "deep", Map.of("onnx/model.onnx", CONFIG));
    Path file = Files.writeString(folder.resolve("onnx"), "mine");

    assertThatThrownBy(() -> download(folder, hub.address()).revision("deep").run())
        .hasMessageContaining(file + " is a file, and a folder has to be there");
    assertThat(file).hasContent("mine");
  }

  @Test
  void aFolderThatMayNotBeWrittenIsNamed() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));

    assertThat(onDisk(disk, "-t tmpfs -o mode=555"))
        .contains("this user may not write " + disk)
        .contains("Change its owner or its mode")
        .doesNotContain("there: ");
  }
}
