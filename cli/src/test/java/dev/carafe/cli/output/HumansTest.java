package dev.carafe.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class HumansTest {
  @Test
  void bytesHaveTheUnitThatFits() {
    assertThat(Humans.bytes(0)).isEqualTo("0 B");
    assertThat(Humans.bytes(1023)).isEqualTo("1023 B");
    assertThat(Humans.bytes(1536)).isEqualTo("1.5 KiB");
    assertThat(Humans.bytes(200L << 20)).isEqualTo("200 MiB");
    assertThat(Humans.bytes(3L << 40)).isEqualTo("3.0 TiB");
  }

  @Test
  void durationsHaveTheUnitThatFits() {
    assertThat(Humans.duration(Duration.ofMillis(12))).isEqualTo("12 ms");
    assertThat(Humans.duration(Duration.ofMillis(1_449))).isEqualTo("1.4 s");
    assertThat(Humans.duration(Duration.ofSeconds(200))).isEqualTo("3 min 20 s");
    assertThat(Humans.duration(Duration.ofMinutes(125))).isEqualTo("2 h 5 min");
    assertThat(Humans.duration(Duration.ofDays(4))).isEqualTo("4 d");
  }

  @Test
  void agesCountFromNow() {
    Instant now = Instant.parse("2026-11-24T05:00:00Z");
    assertThat(Humans.ago(now, now)).isEqualTo("just now");
    assertThat(Humans.ago(now.minusSeconds(30), now)).isEqualTo("30 s ago");
    assertThat(Humans.ago(now.minusSeconds(7200), now)).isEqualTo("2 h ago");
  }
}
