package dev.carafe.samples.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.samples.running.SampleCommand;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecretsTest {
  private static final String KEY = "correct horse battery staple";

  @TempDir Path folder;

  @Test
  void theFunctionSeesTheKeyAndNobodyElseDoes() {
    SampleCommand carafe = SampleCommand.in(folder);
    try (var _ = carafe.startServer()) {
      var create = carafe.run(List.of("secret", "create", "api-key", "API_KEY=-"), KEY);
      assertThat(create.exitCode()).as(create.err()).isZero();

      var run = carafe.runSample();

      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(run.out()).isEqualToIgnoringNewLines("API_KEY has the fingerprint c4bbcb1f");
      assertThat(create.out() + create.err() + run.out() + run.err()).doesNotContain(KEY);
    }
  }

  @Test
  void withoutTheSecretTheRunSaysWhatToDo() {
    var run = SampleCommand.in(folder).runSample();

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("api-key").contains("secret create");
  }
}
