package dev.carafe.testing.hello;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.client.Carafe;
import dev.carafe.testing.CarafeTest;
import dev.carafe.testing.hello.Hello.Greeter;
import org.junit.jupiter.api.Test;

@CarafeTest(secrets = @CarafeTest.Secret(name = "mood", values = "MOOD=merry"))
final class HelloTest {
  @Test
  void greetsInTheLanguageOfItsParameter(Carafe carafe) {
    var moin = carafe.cls(Greeter.class).with("greeting", "Moin");

    assertThat(moin.remote(Greeter::greet, "Ada")).isEqualTo("Moin, Ada");
  }

  @Test
  void loadsOnce(Carafe carafe) {
    var greeter = carafe.cls(Greeter.class);

    assertThat(greeter.remote(Greeter::greet, "Ada")).isEqualTo("Hello, Ada");
    assertThat(greeter.remote(Greeter::timesLoaded)).isEqualTo(1);
  }

  @Test
  void seesItsSecret(Carafe carafe) {
    assertThat(carafe.remote(Hello::mood)).isEqualTo("merry");
  }
}
