package dev.carafe.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carafe.model.id.ContainerId;
import dev.carafe.model.spi.ContainerExit;
import dev.carafe.model.spi.ContainerUsage;
import dev.carafe.model.spi.EngineException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessContainerEngineTest {
  @TempDir Path temp;
  private EngineUnderTest under;

  @BeforeEach
  void open() {
    under = new EngineUnderTest(temp.resolve("data"));
  }

  @AfterEach
  void close() {
    under.close();
  }

  @Test
  void exitCodesAreReportedOnceAndTheFolderGoes() throws Exception {
    under.start("ct-a", "exit|3");
    assertThat(under.exit())
        .isEqualTo(new ContainerExit(new ContainerId("ct-a"), 3, false, "exit code 3"));
    assertThat(under.directory("ct-a").root()).doesNotExist();
    assertThat(under.moreExits()).isFalse();
  }

  @Test
  void lastOutputStandsInTheReason() throws Exception {
    under.start("ct-a", "say|all is lost", "halt|7");
    assertThat(under.exit().reason()).isEqualTo("exit code 7; last output:\nall is lost");
  }

  @Test
  void anEmptyHeapIsToldAsOutOfMemoryWithTheLimit() throws Exception {
    under.start("ct-a", "fill");
    ContainerExit exit = under.exit();
    assertThat(exit.outOfMemory()).isTrue();
    assertThat(exit.reason())
        .isEqualTo(
            "killed: out of memory (limit 96 MiB): Java heap space. Raise memoryLimit on its"
                + " @Function or @Cls");
  }

  @Test
  void systemExitWithTheCodeOfOutOfMemoryIsNoOutOfMemory() throws Exception {
    under.start("ct-a", "exit|3");
    assertThat(under.exit().outOfMemory()).isFalse();
  }

  @Test
  void environmentHoldsWhatTheStartGivesAndNothingOfTheServer() throws Exception {
    Path facts = temp.resolve("facts");
    under.engine.start(
        EngineUnderTest.start(
            "ct-a", Map.of("MODEL", "é=x", "LANG", "C.UTF-8"), List.of(), "facts|" + facts));
    String text = EngineUnderTest.awaitText(facts);
    ContainerDirectory directory = under.directory("ct-a");
    assertThat(text.lines().filter(l -> l.contains("=")).map(l -> l.split("=", 2)[0]))
        .containsExactlyInAnyOrder(
            "MODEL",
            "PATH",
            "HOME",
            "LANG",
            "TMPDIR",
            "JAVA_HOME",
            "CARAFE_CONTAINER_ID",
            "CARAFE_CONTAINER_DIR",
            "NVIDIA_VISIBLE_DEVICES",
            "CUDA_VISIBLE_DEVICES");
    assertThat(text).contains("MODEL=é=x\n", "cwd:" + directory.work(), "tmp:" + directory.tmp());
  }

  @Test
  void configIsClosedToOtherUsers() throws Exception {
    under.start("ct-a", "sleep");
    ContainerDirectory directory = under.directory("ct-a");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.config())))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.root())))
        .isEqualTo("rwx------");
  }

  @Test
  void killTakesChildrenThatLeftTheSessionOrTheEnvironment() throws Exception {
    Path facts = temp.resolve("facts");
    under.start(
        "ct-a",
        "child|setsid sleep 61.5",
        "child|env -i sleep 61.5",
        "child|sh -c sleep\u000061.5".replace("\u0000", " "),
        "facts|" + facts,
        "sleep");
    EngineUnderTest.awaitText(facts);
    under.engine.kill(new ContainerId("ct-a"));
    assertThat(under.exit().reason()).isEqualTo("killed");
    assertThat(sleepers()).isZero();
    assertThat(under.processesOf("ct-a")).isZero();
  }

  @Test
  void killFromOutsideIsToldAndTheOrphansEnd() throws Exception {
    Path facts = temp.resolve("facts");
    under.start("ct-a", "child|setsid sleep 61.5", "facts|" + facts, "sleep");
    EngineUnderTest.awaitText(facts);
    ProcessIdentity.read(under.directory("ct-a").identity())
        .flatMap(ProcessIdentity::alive)
        .orElseThrow()
        .destroyForcibly();
    assertThat(under.exit().reason()).startsWith("killed by signal 9 (SIGKILL)");
    assertThat(sleepers()).isZero();
  }

  @Test
  void stopIsSigtermThenKillAfterTheGrace() throws Exception {
    Path facts = temp.resolve("facts");
    under.start("ct-a", "stay", "facts|" + facts, "sleep");
    EngineUnderTest.awaitText(facts);
    under.engine.stop(new ContainerId("ct-a"), Duration.ofSeconds(1));
    assertThat(under.exit().reason())
        .isEqualTo("killed: still running 1 s after it was asked to stop");
  }

  @Test
  void stopOfAWillingContainerIsAStop() throws Exception {
    Path facts = temp.resolve("facts");
    under.start("ct-a", "facts|" + facts, "sleep");
    EngineUnderTest.awaitText(facts);
    under.engine.stop(new ContainerId("ct-a"), Duration.ofSeconds(30));
    assertThat(under.exit().reason()).isEqualTo("stopped");
  }

  @Test
  void aLaterServerFindsWhatRunsAndSweepsWhatEnded() throws Exception {
    Path facts = temp.resolve("facts");
    under.start("ct-a", "facts|" + facts, "sleep");
    EngineUnderTest.awaitText(facts);
    ContainerDirectory left = under.directory("ct-left");
    left.create();
    new ProcessIdentity(ProcessHandle.current().pid(), "1").write(left.identity());
    try (EngineUnderTest next = new EngineUnderTest(under.data)) {
      assertThat(next.engine.recover()).containsExactly(new ContainerId("ct-a"));
      assertThat(left.root()).doesNotExist();
      next.engine.kill(new ContainerId("ct-a"));
      assertThat(next.exit())
          .isEqualTo(new ContainerExit(new ContainerId("ct-a"), -1, false, "killed"));
    }
  }

  @Test
  void unknownContainersAreIgnored() {
    under.engine.kill(new ContainerId("ct-none"));
    under.engine.stop(new ContainerId("ct-none"), Duration.ZERO);
    assertThat(under.engine.recover()).isEmpty();
  }

  @Test
  void aSecondStartOfOneContainerIsRefusedAndHarmsNothing() throws Exception {
    under.start("ct-a", "sleep");
    assertThatThrownBy(() -> under.start("ct-a", "sleep"))
        .isInstanceOf(EngineException.class)
        .hasMessage("Container ct-a runs already");
    assertThat(under.directory("ct-a").config()).exists();
  }

  @Test
  void closeLeavesNothing() throws Exception {
    Path facts = temp.resolve("facts");
    under.start("ct-a", "child|setsid sleep 61.5", "facts|" + facts, "sleep");
    under.start("ct-b", "stay", "sleep");
    EngineUnderTest.awaitText(facts);
    under.close();
    assertThat(sleepers()).isZero();
    assertThat(under.processesOf("ct-a") + under.processesOf("ct-b")).isZero();
    assertThat(under.data.resolve("containers")).isEmptyDirectory();
  }

  private static long sleepers() {
    return ProcessTable.rows().stream()
        .filter(row -> row.state() != 'Z')
        .map(row -> ProcessHandle.of(row.pid()).flatMap(p -> p.info().commandLine()))
        .flatMap(Optional::stream)
        .filter(line -> line.contains("sleep 61.5"))
        .count();
  }

  @Test
  void whatAContainerUsesIsMeasuredWithWhatItStarted() throws Exception {
    Path file = temp.resolve("file");
    under.start("ct-a", "child|dd if=/dev/zero of=/dev/null", "facts|" + file, "sleep");
    EngineUnderTest.awaitText(file);
    ContainerUsage usage = under.engine.usage(new ContainerId("ct-a")).orElseThrow();
    assertThat(usage.cores()).isBetween(0.05, Runtime.getRuntime().availableProcessors() + 1.0);
    assertThat(usage.memoryBytes()).isBetween(16L << 20, 512L << 20);
    assertThat(usage.threads()).isGreaterThan(2);
  }

  @Test
  void aContainerThatHasEndedUsesNothing() throws Exception {
    under.start("ct-a", "exit|3");
    under.exit();
    assertThat(under.engine.usage(new ContainerId("ct-a"))).isEmpty();
  }
}
