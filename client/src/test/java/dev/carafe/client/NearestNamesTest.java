package dev.carafe.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class NearestNamesTest {
  @Test
  void swappedLettersAreNear() {
    assertThat(NearestNames.of("mian", List.of("embed", "main", "download")))
        .containsExactly("main");
  }

  @Test
  void partsOfNamesAreNear() {
    assertThat(NearestNames.of("embed", List.of("Embedder.embed", "nightly")))
        .containsExactly("Embedder.embed");
  }

  @Test
  void nearestComesFirst() {
    assertThat(NearestNames.of("weights", List.of("weighs2", "weights2", "other")))
        .containsExactly("weights2", "weighs2");
  }

  @Test
  void withNothingNearWhatThereIsIsListed() {
    assertThat(NearestNames.sentence("zzz", List.of("a", "b"))).isEqualTo("There are: a, b.");
    assertThat(NearestNames.sentence("zzz", List.of())).isEqualTo("There are none.");
  }
}
