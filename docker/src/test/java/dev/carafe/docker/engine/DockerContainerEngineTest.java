package dev.carafe.docker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectContainerResponse;
import dev.carafe.docker.NeedsDocker;
import dev.carafe.model.id.ContainerId;
import dev.carafe.model.spi.ContainerExit;
import dev.carafe.model.spi.ContainerStart;
import dev.carafe.model.spi.ContainerUsage;
import dev.carafe.model.spi.EngineException;
import dev.carafe.model.spi.GpuDevice;
import dev.carafe.model.spi.VolumeAttachment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsDocker
class DockerContainerEngineTest {
  @TempDir Path temp;
  private final String id = "ct-" + UUID.randomUUID().toString().substring(0, 8);
  private EngineUnderTest under;

  @BeforeEach
  void open() {
    under = new EngineUnderTest(temp.resolve("data"));
  }

  @AfterEach
  void close() {
    under.engine.close();
    assertThat(under.leftovers(id)).isEmpty();
    assertThat(under.leftVolumes(id)).isEmpty();
    under.close();
  }

  @Test
  void anExitCodeIsReportedOnceAndNothingStays() throws Exception {
    under.start(id, "say|all is lost", "exit|7");
    assertThat(under.exit())
        .isEqualTo(
            new ContainerExit(
                new ContainerId(id), 7, false, "exit code 7; it said last: all is lost"));
    assertThat(under.folder(id)).doesNotExist();
    assertThat(under.leftovers(id)).isEmpty();
    assertThat(under.moreExits()).isFalse();
  }

  @Test
  void aContainerWritesNoMoreThanItsDiskHoldsAndNothingOfItStays() throws Exception {
    assumeTrue(LimitedDisk.lack().isEmpty(), () -> LimitedDisk.lack().orElse(""));
    under.engine.start(under.startWithDisk(id, 32L << 20, true, "pour|/tmp/all", "sleep"));
    assertThat(under.answer(id)).matches("No space left on device after (2[0-9]|3[01]) MiB");
    assertThat(mounts()).contains(under.folder(id).toString());
    under.engine.kill(new ContainerId(id));
    assertThat(under.exit().reason()).isEqualTo("killed");
    assertThat(under.folder(id)).doesNotExist();
    assertThat(under.data.resolve("disks").resolve(id)).doesNotExist();
    assertThat(mounts()).doesNotContain(id);
  }

  @Test
  void aDiskIsFoundAndRemovedWithAContainerOfAServerThatDied() throws Exception {
    assumeTrue(LimitedDisk.lack().isEmpty(), () -> LimitedDisk.lack().orElse(""));
    String later = id + "-2";
    under.engine.start(under.startWithDisk(id, 32L << 20, false, "write|/var/tmp/one", "sleep"));
    assertThat(under.answer(id)).isEqualTo("ok");
    assertThat(under.folder(id).resolve("tmp/one")).exists();
    EngineUnderTest next = new EngineUnderTest(under.data);
    assertThat(next.engine.recover()).containsExactly(new ContainerId(id));
    next.engine.start(next.startWithDisk(later, 32L << 20, true, "exit|0"));
    assertThat(next.exit().container().value()).isEqualTo(later);
    next.close();
    assertThat(mounts()).doesNotContain(id);
    assertThat(under.data.resolve("disks")).isEmptyDirectory();
  }

  private static String mounts() throws Exception {
    return Files.readString(Path.of("/proc/self/mountinfo"));
  }

  @Test
  void aFullHeapIsOutOfMemoryWithTheLimit() throws Exception {
    under.start(id, "fill");
    ContainerExit exit = under.exit();
    assertThat(exit.outOfMemory()).isTrue();
    assertThat(exit.reason())
        .isEqualTo(
            "killed: out of memory (limit 128 MiB). Raise memoryLimit on its @Function or @Cls");
  }

  @Test
  void memoryBesideTheHeapCountsAndIsNamed() throws Exception {
    under.start(id, "native");
    ContainerExit exit = under.exit();
    assertThat(exit.outOfMemory()).as(exit.reason()).isTrue();
    assertThat(exit.reason()).contains("limit 128 MiB", "beside its heap", "Raise memoryLimit");
  }

  @Test
  void theCodeSeesItsSecretsAndDockerInspectDoesNot() throws Exception {
    String secret = "it's a \"secret\"\nof $two lines";
    under.engine.start(under.start(id, false, Map.of("KEY", secret), List.of(), "facts", "sleep"));

    assertThat(under.answer(id)).contains("KEY=" + secret + "\n");
    String seen =
        String.valueOf(under.docker().inspectContainerCmd("carafe-" + id).exec().getConfig());
    assertThat(seen).doesNotContain("secret\"").doesNotContain("KEY=");
  }

  @Test
  void aContainerHasNoCapabilitiesAndCanGainNone() throws Exception {
    under.start(id, "facts", "sleep");
    assertThat(under.answer(id))
        .contains("CapEff:\t0000000000000000", "CapBnd:\t0000000000000000", "NoNewPrivs:\t1")
        .contains("HOME=/carafe/container/home", "cwd:/carafe/container/work", "heap:");
  }

  @Test
  void aContainerIsOfAUserWhoHasNothingOnThisHost() throws Exception {
    under.start(id, "facts", "sleep");
    String user = "\t" + EngineUnderTest.USER.uid();
    assertThat(under.answer(id)).contains("Uid:" + user.repeat(4), "user:carafe\n");
    assertThat(EngineUnderTest.USER.isRoot()).isFalse();
    assertThat(Files.getAttribute(under.folder(id), "unix:uid"))
        .isEqualTo(EngineUnderTest.USER.uid());
  }

  @Test
  void nothingIsWrittenToTheRootThatAnAppLeavesAlone() throws Exception {
    under.start(id, "write|/run/lock/x", "sleep");
    assertThat(under.answer(id)).contains("/run/lock/x: Read-only file system");
  }

  @Test
  void temporaryFilesGoWithTheContainer() throws Exception {
    under.start(id, "write|/tmp/x", "sleep");
    assertThat(under.answer(id)).isEqualTo("ok");
    assertThat(under.folder(id).resolve("tmp/x")).hasContent("written");
    under.engine.kill(new ContainerId(id));
    under.exit();
    assertThat(under.folder(id)).doesNotExist();
  }

  @Test
  void aContainerWithoutNetworkHasLoopbackAlone() throws Exception {
    under.engine.start(under.start(id, true, Map.of(), List.of(), "facts", "sleep"));
    assertThat(under.answer(id)).contains("net:lo\n");
  }

  @Test
  void writesToAVolumeGoToItsUpperLayer() throws Exception {
    VolumeAttachment volume = volume(false);
    under.engine.start(
        under.start(id, false, Map.of(), List.of(volume), "write|/models/new", "sleep"));
    assertThat(under.answer(id)).isEqualTo("ok");
    assertThat(volume.upper().resolve("new")).hasContent("written");
    assertThat(volume.tree().resolve("new")).doesNotExist();
  }

  @Test
  void aReadOnlyVolumeRefusesWrites() throws Exception {
    under.engine.start(
        under.start(id, false, Map.of(), List.of(volume(true)), "write|/models/new", "sleep"));
    assertThat(under.answer(id)).contains("/models/new: Read-only file system");
  }

  @Test
  void aRunningContainerIsShownANewerViewAndWritesToIt() throws Exception {
    VolumeAttachment newer = volume(false, "new");
    under.engine.start(
        under.start(
            id, false, Map.of(), List.of(volume(false)), "await|/models/new", "write|/models/x"));
    assertThat(under.engine.show(new ContainerId(id), newer)).isTrue();
    assertThat(under.exit().exitCode()).isZero();
    assertThat(newer.upper().resolve("x")).hasContent("written");
    assertThat(newer.tree().resolve("x")).doesNotExist();
  }

  @Test
  void aNewerViewOfAReadOnlyVolumeIsReadOnlyToo() throws Exception {
    under.engine.start(
        under.start(
            id,
            false,
            Map.of(),
            List.of(volume(true)),
            "await|/models/new",
            "write|/models/x",
            "sleep"));
    under.engine.show(new ContainerId(id), volume(true, "new"));
    assertThat(under.answer(id)).contains("/models/x: Read-only file system");
  }

  @Test
  void aContainerThatHasEndedIsShownNothing() throws Exception {
    VolumeAttachment newer = volume(true, "new");
    assertThatThrownBy(() -> under.engine.show(new ContainerId(id), newer))
        .isInstanceOf(EngineException.class)
        .hasMessage("Container %s does not run".formatted(id));
  }

  @Test
  void aContainerThatWasStartedAheadGetsItsVolumesWhenItIsClaimed() throws Exception {
    for (boolean readOnly : List.of(false, true)) {
      String spare = id + readOnly;
      VolumeAttachment before = volume(readOnly, "old" + readOnly);
      under.engine.prestart(under.start(spare, false, Map.of(), List.of(before), "never read"));
      awaitFile(under.folder(spare).resolve("waiting"));

      VolumeAttachment now = volume(readOnly, "new" + readOnly);
      String looks = "list|/models";
      assertThat(under.engine.waits(new ContainerId(spare))).isTrue();
      under.engine.claim(
          under.start(
              spare,
              false,
              Map.of(),
              List.of(now),
              looks,
              "await|/carafe/container/work/go",
              "write|/models/x",
              "sleep"));

      assertThat(under.answer(spare)).isEqualTo("new" + readOnly);
      Path answer = under.folder(spare).resolve("work/answer");
      Files.delete(answer);
      Files.createFile(under.folder(spare).resolve("work/go"));
      assertThat(under.answer(spare))
          .contains(readOnly ? "/models/x: Read-only file system" : "ok");
      assertThat(Files.exists(now.upper().resolve("x"))).isEqualTo(!readOnly);
      under.engine.kill(new ContainerId(spare));
      assertThat(under.exit().container().value()).isEqualTo(spare);
    }
  }

  private static void awaitFile(Path file) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!Files.exists(file)) {
      assertThat(System.nanoTime()).as("%s was not written", file).isLessThan(end);
      Thread.sleep(10);
    }
  }

  private VolumeAttachment volume(boolean readOnly) throws Exception {
    return volume(readOnly, "old");
  }

  private VolumeAttachment volume(boolean readOnly, String file) throws Exception {
    Path layers = temp.resolve("layers of " + file);
    Path tree = Files.createDirectories(layers.resolve("tree"));
    Files.writeString(tree.resolve(file), "there");
    Path upper = Files.createDirectories(layers.resolve("upper"));
    EngineUnderTest.USER.own(upper);
    Path work = Files.createDirectories(layers.resolve("work"));
    return new VolumeAttachment("weights", "/models", readOnly, tree, upper, work);
  }

  @Test
  void dockerKillIsToldAsTheSignal() throws Exception {
    under.start(id, "facts", "sleep");
    under.answer(id);
    under.docker().killContainerCmd("carafe-" + id).exec();
    assertThat(under.exit().reason()).isEqualTo("killed by signal 9 (SIGKILL)");
  }

  @Test
  void removalByHandIsNoticed() throws Exception {
    under.start(id, "facts", "sleep");
    under.answer(id);
    under.docker().removeContainerCmd("carafe-" + id).withForce(true).exec();
    assertThat(under.exit().container()).isEqualTo(new ContainerId(id));
    assertThat(under.folder(id)).doesNotExist();
  }

  @Test
  void stopIsSigtermThenKillAfterTheGrace() throws Exception {
    under.start(id, "stay", "facts", "sleep");
    under.answer(id);
    under.engine.stop(new ContainerId(id), Duration.ofSeconds(1));
    assertThat(under.exit())
        .isEqualTo(new ContainerExit(new ContainerId(id), 137, false, "stopped"));
  }

  @Test
  void aLaterServerFindsWhatRunsAndHearsOfItsEnd() throws Exception {
    under.start(id, "facts", "sleep");
    under.answer(id);
    try (var later = new EngineUnderTest(under.data)) {
      assertThat(later.engine.recover()).containsExactly(new ContainerId(id));
      later.engine.kill(new ContainerId(id));
      assertThat(later.exit().container()).isEqualTo(new ContainerId(id));
    }
  }

  @Test
  void anEndWhileTheDaemonIsAwayIsToldOnceItIsBack() throws Exception {
    try (var way = new CutSocket(temp.resolve("docker.sock"));
        var cutOff =
            new EngineUnderTest(temp.resolve("cut off"), Daemon.connect(way.environment()))) {
      cutOff.start(id, "facts", "sleep");
      cutOff.answer(id);
      way.cut();
      under.docker().killContainerCmd("carafe-" + id).exec();
      way.mend();
      assertThat(cutOff.exit().reason()).isEqualTo("killed by signal 9 (SIGKILL)");
      assertThat(cutOff.leftovers(id)).isEmpty();
      assertThat(cutOff.moreExits()).isFalse();
    }
  }

  @Test
  void aDaemonThatIsAwayDoesNotTellHowAContainerEnded() throws Exception {
    try (var way = new CutSocket(temp.resolve("docker.sock"));
        Daemon daemon = Daemon.connect(way.environment())) {
      Running container = new Running(new ContainerId(id), OptionalLong.empty());
      way.cut();
      assertThat(new OwnContainers(daemon, "nobody").exit(container)).isEmpty();
      way.mend();
      assertThat(new OwnContainers(daemon, "nobody").exit(container).orElseThrow().reason())
          .isEqualTo("its container was removed from Docker by hand");
    }
  }

  @Test
  void aSecondStartOfOneContainerIsRefusedAndHarmsNothing() throws Exception {
    under.start(id, "facts", "sleep");
    ContainerStart again = under.start(id, false, Map.of(), List.of(), "sleep");
    assertThatThrownBy(() -> under.engine.start(again))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("runs already");
    assertThat(under.answer(id)).contains("heap:");
  }

  @Test
  void aDeclaredGpuIsNamedInsideAndNoDeviceIsGiven() throws Exception {
    GpuDevice declared = new GpuDevice("1", Optional.empty());
    under.engine.start(under.start(id, List.of(declared), "facts", "sleep"));

    assertThat(under.answer(id)).contains("CUDA_VISIBLE_DEVICES=1\n", "NVIDIA_VISIBLE_DEVICES=1\n");
    InspectContainerResponse seen = under.docker().inspectContainerCmd("carafe-" + id).exec();
    assertThat(seen.getHostConfig().getDeviceRequests()).isNullOrEmpty();
    assertThat(seen.getConfig().getEnv()).contains("NVIDIA_VISIBLE_DEVICES=void");
  }

  @Test
  void aContainerIsCreatedWithTheDevicesItWasGrantedAndNoOther() throws Exception {
    GpuDevice real = new GpuDevice("3", Optional.of("GPU-a"));
    ContainerFolder folder = new ContainerFolder(temp.resolve("ct"));
    folder.create(EngineUnderTest.USER, Map.of(), OptionalLong.empty());
    Creation creation =
        new Creation(
            under.start(id, List.of(real), "sleep"),
            false,
            folder,
            temp,
            Optional.empty(),
            temp,
            EngineUnderTest.USER,
            "test",
            NetworkMode.NONE);
    CreateContainerCmd command = under.docker().createContainerCmd(creation.start().image());
    creation.apply(command);
    String created = command.exec().getId();
    try {
      InspectContainerResponse seen = under.docker().inspectContainerCmd(created).exec();
      assertThat(seen.getHostConfig().getDeviceRequests())
          .singleElement()
          .satisfies(
              request -> {
                assertThat(request.getDriver()).isEqualTo("nvidia");
                assertThat(request.getDeviceIds()).containsExactly("GPU-a");
              });
      assertThat(creation.environment()).containsEntry("CUDA_VISIBLE_DEVICES", "GPU-a");
    } finally {
      under.docker().removeContainerCmd(created).withForce(true).exec();
    }
  }

  @Test
  void aDockerThatCannotGiveGpusSaysWhatToInstall() {
    GpuDevice real = new GpuDevice("0", Optional.of("GPU-a"));
    ContainerStart start = under.start(id, List.of(real), "sleep");
    assumeFalse(Files.exists(Path.of("/usr/bin/nvidia-container-runtime-hook")));
    assertThatThrownBy(() -> under.engine.start(start))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("nvidia-container-toolkit")
        .hasMessageContaining("restart Docker");
    assertThat(under.leftovers(id)).isEmpty();
    assertThat(under.folder(id)).doesNotExist();
  }

  @Test
  void closeLeavesNothing() throws Exception {
    under.start(id, "facts", "sleep");
    under.answer(id);
    under.engine.close();
    assertThat(under.leftovers(id)).isEmpty();
    assertThat(under.folder(id)).doesNotExist();
  }

  @Test
  void whatAContainerUsesIsMeasured() throws Exception {
    under.start(id, "facts", "spin|16");
    under.answer(id);
    ContainerUsage usage = under.engine.usage(new ContainerId(id)).orElseThrow();
    assertThat(usage.cores()).isBetween(0.05, Runtime.getRuntime().availableProcessors() + 1.0);
    assertThat(usage.memoryBytes()).isBetween(16L << 20, 512L << 20);
    assertThat(usage.threads()).isGreaterThan(2);
  }

  @Test
  void aContainerThatHasEndedUsesNothing() throws Exception {
    under.start(id, "exit|3");
    under.exit();
    assertThat(under.engine.usage(new ContainerId(id))).isEmpty();
  }
}
