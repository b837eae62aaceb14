package dev.carafe.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carafe.testing.hello.Hello;
import dev.carafe.testing.journey.LiveContainers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(400)
final class TestServerTest {
  @CarafeTest(
      apps = Hello.Greeter.class,
      secrets = @CarafeTest.Secret(name = "mood", values = "MOOD=merry"))
  private static final class OneApp {}

  @CarafeTest
  private static final class NoApp {}

  @CarafeTest(secrets = @CarafeTest.Secret(name = "mood", values = "merry"), apps = Hello.class)
  private static final class NoKey {}

  private static TestServer start(Class<?> test) {
    return TestServer.start(test, test.getAnnotation(CarafeTest.class));
  }

  @Test
  void closingEndsTheContainersAndDeletesTheFolder() {
    Path data;
    try (TestServer server = start(OneApp.class)) {
      data = Path.of(server.carafe().control().status().dataDir());
      assertThat(server.carafe().control().apps()).extracting("name").containsExactly("hello");
      String container = server.carafe().cls(Hello.Greeter.class).remote(Hello.Greeter::container);
      assertThat(LiveContainers.of(data)).containsExactly(container);
      assertThat(data).exists();
    }
    assertThat(LiveContainers.leftBy(data)).isEmpty();
    assertThat(data.getParent()).doesNotExist();
  }

  @Test
  void aPackageWithoutAnAppIsRefusedWithTheEditToMake() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> start(NoApp.class))
        .withMessageContaining("found no app")
        .withMessageContaining("@CarafeTest(apps = MyApp.class)");
  }

  @Test
  void aSecretWithoutAKeyIsRefused() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> start(NoKey.class))
        .withMessageContaining("KEY=VALUE");
  }
}
