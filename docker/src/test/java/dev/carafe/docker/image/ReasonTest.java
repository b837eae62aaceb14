package dev.carafe.docker.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReasonTest {
  @Test
  void theSentenceIsTakenOutOfTheEnginesJson() {
    String answer =
        "Status 500: {\"message\":\"Get \\\"https://registry-1.docker.io/v2/\\\": dial tcp: no such host\"}\n";

    assertThat(Reason.of(new RuntimeException(answer)))
        .isEqualTo("Get \"https://registry-1.docker.io/v2/\": dial tcp: no such host");
  }

  @Test
  void allElseIsShownAsItIs() {
    assertThat(Reason.of(new RuntimeException("it is {\"so\"}"))).isEqualTo("it is {\"so\"}");
  }
}
