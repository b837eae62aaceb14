package dev.carafe.samples.twoimages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.carafe.client.hub.FakeHub;
import dev.carafe.samples.running.SampleCommand;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TwoImagesTest {
  private static final String REPO = "acme/minilm";

  @TempDir Path folder;

  @BeforeEach
  void needsImages() {
    assumeTrue(SampleCommand.inDocker(), "the process engine has no images");
  }

  private static byte[] weights() throws IOException {
    try (InputStream in = TwoImagesTest.class.getResourceAsStream("/all-minilm-l6-v2-q.onnx")) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }

  @Test
  void oneImageDownloadsAndTheOtherInfers() throws IOException {
    SampleCommand carafe = SampleCommand.in(folder);
    try (FakeHub hub = FakeHub.startFor("host.docker.internal");
        var _ = carafe.startServer()) {
      String _ = hub.publish(REPO, "main", Map.of("model.onnx", weights()));
      var create =
          carafe.run(List.of("secret", "create", "hub", "HF_ENDPOINT=" + hub.address()), "");
      assertThat(create.exitCode()).as(create.err()).isZero();

      var run = carafe.runSample("--repo", REPO);

      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(run.out())
          .contains("acme/minilm: 1 files")
          .contains("attention_mask INT64[-1, -1], input_ids INT64[-1, -1]");
    }
  }
}
