package dev.carafe.model.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamingTest {

  @ParameterizedTest
  @ValueSource(strings = {"A", "_", "OMP_NUM_THREADS", "a1"})
  void aShellSetsVariablesOfTheseNames(String name) {
    assertThat(Naming.isVariable(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A-B", "A=B", "1A", "A B", "Ä", "A\n"})
  void andOfTheseNone(String name) {
    assertThat(Naming.isVariable(name)).isFalse();
  }
}
