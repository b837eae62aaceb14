package dev.carafe.model.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountsTest {

  @ParameterizedTest
  @CsvSource({"500ms, PT0.5S", "300s, PT5M", "30m, PT30M", "2h, PT2H", "1.5s, PT1.5S", "7d, P7D"})
  void durationsHaveANumberAndAUnit(String text, Duration duration) {
    assertThat(Durations.parse(text)).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "s", "-1s", "5 minutes", "1h30m", "PT5M"})
  void otherDurationsAreRefused(String text) {
    assertThatThrownBy(() -> Durations.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + text + "\"");
  }

  @ParameterizedTest
  @CsvSource({
    "512MiB, 536870912",
    "4GiB, 4294967296",
    "1.5GB, 1500000000",
    "100B, 100",
    "2kib, 2048",
    "1TB, 1000000000000"
  })
  void sizesHaveANumberAndAUnit(String text, long bytes) {
    assertThat(ByteSizes.parse(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "512", "4G", "-1GiB", "lots", "1,5GB"})
  void otherSizesAreRefused(String text) {
    assertThatThrownBy(() -> ByteSizes.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + text + "\"");
  }
}
