package dev.carafe.volumes.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class VolumePathTest {

  @ParameterizedTest
  @ValueSource(strings = {"models/größe", "模型/权重.bin", "🦙", "a🦙b/c"})
  void namesMayHaveAllOfUnicode(String path) {
    assertThat(VolumePath.normal("/" + path + "/")).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\ud83e",
        "a\ud83e",
        "\udd99",
        "\udd99\ud83e",
        "a\ud83eb",
        "ok/\ud83e\ud83e\udd99"
      })
  void halvesOfACharacterAreRefused(String path) {
    assertThatThrownBy(() -> VolumePath.normal(path))
        .isInstanceOf(VolumeException.class)
        .hasMessageContaining("not valid Unicode");
  }

  @Test
  void aNameHasAtMost255Bytes() {
    assertThat(VolumePath.normal("ü".repeat(127))).hasSize(127);
    assertThatThrownBy(() -> VolumePath.normal("ü".repeat(128)))
        .isInstanceOf(VolumeException.class)
        .hasMessageContaining("longer than 255 bytes");
  }
}
