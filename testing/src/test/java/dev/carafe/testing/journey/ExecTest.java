package dev.carafe.testing.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.client.Carafe;
import dev.carafe.testing.CarafeCommand;
import dev.carafe.testing.CarafeTest;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
  void aCommandEndsWithItsReader(Carafe carafe) {
    carafe.remote(Bench::put, "one");
    String container = carafe.control().containers("bench", false).getFirst().id();
    CarafeCommand command = CarafeCommand.in(folder).withServer(carafe.address());
    List<String> oneLine = List.of("sh", "-c", "\"$0\" \"$@\" | head -n 1");

    try (var endless =
        command.startWithin(oneLine, "container", "exec", container, "--", "yes", "no end")) {
      assertThat(endless.await(120, TimeUnit.SECONDS)).as(endless.err()).isZero();
      assertThat(endless.out()).isEqualTo("no end\n");
    }
    Eventually.is("nobody says yes any more", () -> !anyoneSays("no end"));
  }

  @Test
  void aCommandEndsWhenItsClientIsKilled(Carafe carafe) {
    carafe.remote(Bench::put, "one");
    String container = carafe.control().containers("bench", false).getFirst().id();
    CarafeCommand command = CarafeCommand.in(folder).withServer(carafe.address());

    try (var silent = command.start("container", "exec", container, "--", "sleep", "471.25")) {
      Eventually.is("it sleeps", () -> anyoneSays("471.25", "sleep"));
      silent.kill();
    }
    Eventually.is("nobody sleeps any more", () -> !anyoneSays("471.25", "sleep"));
  }

  /// Whether a process of this machine, which those of its containers are, has this argument.
  private static boolean anyoneSays(String argument) {
    return anyoneSays(argument, "yes");
  }

  private static boolean anyoneSays(String argument, String program) {
    return ProcessHandle.allProcesses()
        .map(ProcessHandle::info)
        .anyMatch(
            info ->
                info.command().orElse("").endsWith(program)
                    && Arrays.asList(info.arguments().orElse(new String[0])).contains(argument));
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
