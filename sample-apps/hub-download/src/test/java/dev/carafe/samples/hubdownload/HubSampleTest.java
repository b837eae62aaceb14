package dev.carafe.samples.hubdownload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.client.Carafe;
import dev.carafe.client.hub.FakeHub;
import dev.carafe.samples.running.SampleCommand;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HubSampleTest {
  private static final String REPO = "acme/tiny";

  @TempDir Path folder;
  private FakeHub hub;

  @BeforeEach
  void start() {
    hub = SampleCommand.inDocker() ? FakeHub.startFor("host.docker.internal") : FakeHub.start();
    hub.gate(REPO, "hf_token");
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private static Map<String, byte[]> files(long seed) {
    byte[] weights = new byte[50_000];
    new Random(seed).nextBytes(weights);
    byte[] config = "{\"dim\": 3}".getBytes(StandardCharsets.UTF_8);
    return Map.of("config.json", config, "model.safetensors", weights);
  }

  @Test
  void theRevisionDecidesWhichWeightsAreInTheVolume() throws IOException {
    String old = hub.publish(REPO, "v1", files(1));
    String latest = hub.publish(REPO, "main", files(2));
    SampleCommand carafe = SampleCommand.in(folder);
    try (var server = carafe.startServer();
        Carafe client = Carafe.connect(server.address())) {
      var create =
          carafe.run(
              List.of("secret", "create", "hub", "HF_ENDPOINT=" + hub.address(), "HF_TOKEN=-"),
              "hf_token");
      assertThat(create.exitCode()).as(create.err()).isZero();

      var first = carafe.runSample("--repo", REPO, "--revision", "v1");
      assertThat(first.exitCode()).as(first.err()).isZero();
      assertThat(first.out()).contains("v1 of acme/tiny is commit " + old).contains("2 fetched");
      assertThat(weights(client)).isEqualTo(files(1).get("model.safetensors"));

      var second = carafe.runSample("--repo", REPO);
      assertThat(second.exitCode()).as(second.err()).isZero();
      assertThat(second.out())
          .contains("main of acme/tiny is commit " + latest)
          .contains("1 fetched");
      assertThat(weights(client)).isEqualTo(files(2).get("model.safetensors"));
    }
    assertThat(hub.fetched()).containsOnlyOnce("config.json");
  }

  private static byte[] weights(Carafe client) throws IOException {
    try (InputStream in = client.volumes().get("hub-weights").read("acme/tiny/model.safetensors")) {
      return in.readAllBytes();
    }
  }
}
