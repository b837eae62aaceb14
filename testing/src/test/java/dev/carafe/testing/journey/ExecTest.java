package dev.carafe.testing.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.client.Carafe;
import dev.carafe.testing.CarafeCommand;
import dev.carafe.testing.CarafeTest;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@CarafeTest(apps = Bench.class, secrets = @CarafeTest.Secret(name = "ink", values = "INK=blue"))
@Timeout(400)
final class ExecTest {
  @TempDir Path folder;

  @Test
  void aCommandRunsBesideTheFunctionsOfAContainer(Carafe carafe) {
    carafe.remote(Bench::put, "one");
    String container = carafe.control().containers("bench", false).getFirst().id();
    CarafeCommand command = CarafeCommand.in(folder).withServer(carafe.address());

    var listed = command.run("container", "exec", container, "--", "ls", "-1", "/bench");
    assertThat(listed.exitCode()).as(listed.err()).isZero();
    assertThat(listed.out()).isEqualTo("one\n");

    var shell =
        command.run(
            List.of("container", "exec", "-i", container, "sh"),
            "echo $CARAFE_APP $INK; echo oh >&2; exit 7");
    assertThat(shell.out()).as(shell.err()).isEqualTo("bench blue\n");
    assertThat(shell.err()).isEqualTo("oh\n");
    assertThat(shell.exitCode()).isEqualTo(7);

    var nothing = command.run("container", "exec", container, "--");
    assertThat(nothing.exitCode()).isEqualTo(2);
    assertThat(nothing.err()).contains("There is no command after --");

    var nonsense = command.run("container", "exec", container, "no-such-command");
    assertThat(nonsense.exitCode()).isEqualTo(127);
    assertThat(nonsense.err()).contains("no-such-command");
  }

  @Test
  void aContainerThatIsNotThereIsSaid(Carafe carafe) {
    var run =
        CarafeCommand.in(folder)
            .withServer(carafe.address())
            .run("container", "exec", "ct-nobody", "true");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("There is no container ct-nobody");
  }
}
