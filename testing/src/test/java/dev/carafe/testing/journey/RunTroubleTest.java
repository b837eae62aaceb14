package dev.carafe.testing.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.client.Carafe;
import dev.carafe.testing.CarafeCommand;
import dev.carafe.testing.CarafeTest;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What `carafe run` and `carafe deploy` say and answer when they cannot do as told.
@CarafeTest(apps = Settings.class)
@Timeout(400)
final class RunTroubleTest {
  @TempDir Path folder;
  private CarafeCommand command = CarafeCommand.in(Path.of("."));

  @BeforeEach
  void talkToTheServer(Carafe carafe) {
    command = CarafeCommand.in(folder).withServer(carafe.address());
  }

  private void fails(int exitCode, CarafeCommand.Result result, String... parts) {
    assertThat(result.exitCode()).as(result.err()).isEqualTo(exitCode);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains(parts).doesNotContain("\tat ");
  }

  @Test
  void aTargetThatIsNothingIsNamedWithWhatCouldBeGiven() {
    fails(1, command.run("run", "no/such/Thing.java"), "no/such/Thing.java", "Maven project");
    fails(1, command.run("run", "??"), "??", "give a .java file");
  }

  @Test
  void aSourceThatDoesNotCompileIsShownAtItsLineAndColumn() {
    Source.write(
        folder,
        "Broken",
        """
        @App("broken")
        public class Broken {
          @Function public static int two() { return "two"; }
        }
        """);

    fails(1, command.run("run", "Broken.java"), "Broken.java:5:46", "String cannot be converted");
  }

  @Test
  void allMistakesInAnnotationsAreListedEachAtItsPlace() {
    Source.write(
        folder,
        "Mistaken",
        """
        @App("mistaken")
        public class Mistaken {
          @Function(timeout = "soon") public static int two() { return 2; }
          @Function private static int three() { return 3; }
          @Function public static Thread four() { return null; }
        }
        """);

    fails(
        1,
        command.run("deploy", "Mistaken.java"),
        "Mistaken.java:5:",
        "soon",
        "Mistaken.java:6:",
        "Mistaken.java:7:",
        "Thread");
  }

  @Test
  void whatAVolumeCannotKeepIsSaidInTheLogAndAllElseIsKept() {
    Source.write(
        folder,
        "Linking",
        """
        import java.nio.file.*;
        @App("linking")
        public class Linking {
          @Function(volumes = @Mount(volume = "linked", path = "/linked"))
          public static int save() throws Exception {
            Files.writeString(Path.of("/linked/kept"), "x");
            Files.createSymbolicLink(Path.of("/linked/out"), Path.of("/etc/passwd"));
            Volume.mounted("linked").commit();
            return 1;
          }
        }
        """);

    CarafeCommand.Result saved = command.run("run", "Linking.java");

    assertThat(saved.exitCode()).as(saved.err()).isZero();
    assertThat(saved.err())
        .contains("the Volume linked does not keep this: the link out points to");
    assertThat(command.run("volume", "ls", "linked").out()).contains("kept").doesNotContain("out");
  }

  @Test
  void anOptionOfAnotherTypeIsWrongUse() {
    Source.write(
        folder,
        "Dated",
        """
        @App("dated")
        public class Dated {
          @LocalEntrypoint static void main(java.time.LocalDate due) {}
        }
        """);

    fails(2, command.run("run", "Dated.java", "--due", "nope"), "due", "\"nope\" is no LocalDate");
  }

  @Test
  void aVolumeThatADeployedAppMountsIsNotDeleted() {
    Source.write(
        folder,
        "Keeping",
        """
        @App("keeping")
        public class Keeping {
          @Function(volumes = @Mount(volume = "kept-vol", path = "/kept"))
          public static int one() { return 1; }
        }
        """);
    assertThat(command.run("deploy", "Keeping.java").exitCode()).isZero();

    fails(1, command.run("volume", "delete", "kept-vol"), "mounted by the app keeping", "--force");
    fails(1, command.run("volume", "rename", "kept-vol", "other"), "mounted by the app keeping");

    assertThat(command.run("app", "stop", "keeping").exitCode()).isZero();
    assertThat(command.run("volume", "delete", "kept-vol").exitCode()).isZero();
  }

  @Test
  void wrongUseIsExitCodeTwo() {
    Source.write(
        folder,
        "Sum",
        """
        @App("sum")
        public class Sum {
          @Function public static int add(int left, int right) { return left + right; }
        }
        """);

    fails(2, command.run("run", "Sum.java", "--left", "1"), "--right");
    fails(2, command.run("run", "Sum.java", "--left", "one", "--right", "2"), "--left", "one");
    fails(2, command.run("run", "Sum.java", "--lfet", "1", "--right", "2"), "--lfet", "--left");
  }

  @Test
  void whatTheUsersCodeThrowsIsExitCodeOneWithItsOwnFramesAlone() {
    Source.write(
        folder,
        "Thrower",
        """
        @App("thrower")
        public class Thrower {
          @Function public static int fail() {
            System.out.println("just before");
            throw new IllegalStateException("out of luck");
          }
        }
        """);

    var run = command.run("run", "Thrower.java");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains("just before", "IllegalStateException: out of luck", "Thrower.java:7")
        .doesNotContain("dev.carafe.cli");
  }

  @Test
  void aMissingSecretIsNamedAtDeployWithTheCommandThatMakesIt() {
    Source.write(
        folder,
        "NeedsSecret",
        """
        @App("needs-secret")
        public class NeedsSecret {
          @Function(secrets = "hf-token") public static int two() { return 2; }
        }
        """);

    fails(
        1, command.run("deploy", "NeedsSecret.java"), "hf-token", "carafe secret create hf-token");
  }

  @Test
  void aMissingVolumeIsNamedAtDeployWithTheCommandThatMakesIt() {
    Source.write(
        folder,
        "NeedsVolume",
        """
        @App("needs-volume")
        public class NeedsVolume {
          @Function(volumes = @Mount(volume = "weights", path = "/models", createIfMissing = false))
          public static int two() { return 2; }
        }
        """);

    fails(1, command.run("deploy", "NeedsVolume.java"), "weights", "carafe volume create weights");
  }
}
