package dev.carafe.testing.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.carafe.client.Call;
import dev.carafe.client.Carafe;
import dev.carafe.client.EnterFailedException;
import dev.carafe.client.control.AppRow;
import dev.carafe.testing.CarafeTest;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/// All are called at once, as each takes three starts with a wait between.
@CarafeTest(apps = Starts.class)
@Timeout(400)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class StartTroubleTest {
  private static final Duration LIMIT = Duration.ofSeconds(200);

  private final Carafe carafe;
  private Call<String> throwing;
  private Call<String> exiting;
  private Call<String> slow;
  private Call<String> unloadable;

  StartTroubleTest(Carafe carafe) {
    this.carafe = carafe;
  }

  @BeforeAll
  void callThemAll() {
    throwing = carafe.cls(Starts.Throwing.class).spawn(Starts.Throwing::answer);
    exiting = carafe.cls(Starts.Exiting.class).spawn(Starts.Exiting::answer);
    slow = carafe.cls(Starts.Slow.class).spawn(Starts.Slow::answer);
    unloadable = carafe.cls(Starts.Unloadable.class).spawn(Starts.Unloadable::answer);
  }

  private static EnterFailedException failureOf(Call<String> call) {
    return catchThrowableOfType(EnterFailedException.class, () -> call.get(LIMIT));
  }

  @Test
  @Order(1)
  void anEnterThatThrowsIsNamedWithItsExceptionAndItsLog() {
    var failure = failureOf(throwing);

    assertThat(failure)
        .hasMessageContaining("starts/Throwing.answer")
        .hasMessageContaining("3 times in a row")
        .hasMessageContaining("IllegalStateException: no weights at /models/minilm")
        .cause()
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no weights at /models/minilm");
    assertThat(failure).hasStackTraceContaining("Starts$Throwing.load(Starts.java:");
    assertThat(failure.logTail()).contains("looking for weights");
  }

  @Test
  @Order(2)
  void aFailingAppIsListedAsFailingWithTheReason() {
    failureOf(throwing);

    AppRow app = carafe.control().apps().getFirst();
    assertThat(app.state()).isEqualTo("failing");
    assertThat(app.reason()).isNotEmpty();
  }

  @Test
  @Order(3)
  void anEnterThatExitsIsNamedWithItsExitCodeAndItsLog() {
    var failure = failureOf(exiting);

    assertThat(failure).hasMessageContaining("exit code 7").hasMessageContaining("starts/Exiting");
    assertThat(failure.logTail()).contains("licence expired");
  }

  @Test
  @Order(4)
  void anEnterThatTakesTooLongIsNamedWithTheLimit() {
    assertThat(failureOf(slow))
        .hasMessageContaining("starts/Slow.answer")
        .hasMessageContaining("startupTimeout of 2s. Raise it");
  }

  @Test
  @Order(5)
  void aClassThatDoesNotLoadIsNamedWithWhatItsInitialiserThrew() {
    assertThat(failureOf(unloadable))
        .hasMessageContaining("Unloadable")
        .hasStackTraceContaining("NumberFormatException")
        .hasStackTraceContaining("\"four\"");
  }

  @Test
  @Order(6)
  void noProcessIsLeftOnceTheAppStops() {
    carafe.control().stop("starts");

    Eventually.is(
        "all containers are gone",
        () -> LiveContainers.of(carafe).isEmpty(),
        () -> LiveContainers.of(carafe).toString());
  }
}
