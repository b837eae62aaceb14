package dev.carafe.testing.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carafe.client.Carafe;
import dev.carafe.client.FunctionHandle;
import dev.carafe.client.InvalidException;
import dev.carafe.client.NotFoundException;
import dev.carafe.testing.CarafeTest;
import dev.carafe.testing.journey.Settings.Model;
import dev.carafe.testing.journey.Settings.Pinned;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@CarafeTest(apps = Settings.class)
@Timeout(400)
final class ParameterTroubleTest {
  private final Carafe carafe;

  ParameterTroubleTest(Carafe carafe) {
    this.carafe = carafe;
  }

  @AfterEach
  void nothingOfThisStartsAContainer() {
    assertThat(carafe.control().containers("settings", true)).isEmpty();
  }

  @Test
  void aParameterThatIsNotThereIsRefusedWithTheNearest() {
    assertThatExceptionOfType(InvalidException.class)
        .isThrownBy(() -> carafe.cls(Model.class).with("modelid", "e5"))
        .withMessageContaining("Model has no @Parameter \"modelid\"")
        .withMessageContaining("Did you mean modelId?")
        .withMessageContaining("modelId, size, tone");
  }

  @Test
  void aParameterOfAnotherTypeIsRefusedWithTheOneToPass() {
    assertThatExceptionOfType(InvalidException.class)
        .isThrownBy(() -> carafe.cls(Model.class).with("size", "large"))
        .withMessageContaining("Model.size")
        .withMessageContaining("Pass an int");
    assertThatExceptionOfType(InvalidException.class)
        .isThrownBy(() -> carafe.cls(Model.class).with("tone", "HOT"))
        .withMessageContaining("Model.tone")
        .withMessageContaining("Tone");
    assertThatExceptionOfType(InvalidException.class)
        .isThrownBy(() -> carafe.cls(Model.class).with("modelId", null))
        .withMessageContaining("Model.modelId")
        .withMessageContaining("null");
  }

  @Test
  void aFunctionIsDescribedWhicheverParametersItsClassNeeds() {
    assertThat(carafe.control().describe("settings", "Pinned.describe").function().name())
        .isEqualTo("Pinned.describe");
  }

  @Test
  void aParameterThatIsMissingIsNamed() {
    assertThatExceptionOfType(InvalidException.class)
        .isThrownBy(() -> carafe.cls(Pinned.class).remote(Pinned::describe))
        .withMessageContaining("revision")
        .withMessageContaining("Pinned");
  }

  @Test
  void theServerRefusesTheSameOfCallersWithoutTheClass() {
    FunctionHandle describe = carafe.function("settings", "Model.describe");

    assertThatExceptionOfType(InvalidException.class)
        .isThrownBy(() -> describe.with("modelid", "e5").remote(String.class))
        .withMessageContaining("modelid")
        .withMessageContaining("modelId");
    assertThatExceptionOfType(InvalidException.class)
        .isThrownBy(() -> describe.with("size", "large").remote(String.class))
        .withMessageContaining("size")
        .withMessageContaining("large")
        .withMessageContaining("int");
    assertThatExceptionOfType(InvalidException.class)
        .isThrownBy(() -> describe.with("tone", "HOT").remote(String.class))
        .withMessageContaining("HOT")
        .withMessageContaining("WARM");
  }

  @Test
  void aFunctionThatIsNotThereIsRefusedWithTheNearest() {
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> carafe.function("settings", "Model.descripe").remote(String.class))
        .withMessageContaining("Model.describe");
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> carafe.function("setting", "Model.describe").remote(String.class))
        .withMessageContaining("settings");
  }
}
