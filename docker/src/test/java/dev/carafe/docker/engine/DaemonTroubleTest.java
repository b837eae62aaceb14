package dev.carafe.docker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.DockerClient;
import dev.carafe.docker.NeedsOwnDaemon;
import dev.carafe.docker.OwnDaemon;
import dev.carafe.docker.image.DockerImages;
import dev.carafe.docker.image.FolderBlobs;
import dev.carafe.docker.image.Lending;
import dev.carafe.model.app.ImageSpec;
import dev.carafe.model.app.ImageStepSpec.DebianSlim;
import dev.carafe.model.app.ImageStepSpec.RunCommands;
import dev.carafe.model.app.ImageStepSpec.StepNeeds;
import dev.carafe.model.spi.EngineException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@NeedsOwnDaemon
@Timeout(300)
class DaemonTroubleTest {
  private static final int SIZE = 400;
  private static final int CONNECTIONS = 20; // that a client might keep

  @TempDir Path temp;
  private final String id = "ct-" + UUID.randomUUID().toString().substring(0, 8);
  private OwnDaemon own;
  private EngineUnderTest under;

  @BeforeEach
  void start() throws Exception {
    String base;
    try (Daemon daemon = Daemon.connect(System.getenv())) {
      base = images(daemon.patient(), temp).ensure(ImageSpec.DEFAULT, List.of(), _ -> {});
      base = daemon.prompt().inspectImageCmd(base).exec().getRepoTags().getFirst();
    }
    own = new OwnDaemon(temp, base, SIZE);
    under = new EngineUnderTest(temp.resolve("server"), Daemon.connect(own.environment()));
  }

  @AfterEach
  void stop() throws Exception {
    under.close();
    own.end();
  }

  private void startWithoutNetwork(String name, String... script) {
    under.engine.start(under.start(name, true, Map.of(), List.of(), script));
  }

  @Test
  void aStartAtADaemonThatIsGoneFailsInWordsAndLeavesNothing() throws Exception {
    own.stop();
    assertThatThrownBy(() -> startWithoutNetwork(id, "facts"))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("Starting container " + id);
    assertThat(under.folder(id)).doesNotExist();
    assertThatThrownBy(
            () -> images(under.docker(), temp).ensure(ImageSpec.DEFAULT, List.of(), _ -> {}))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("the Docker daemon does not answer");
    assertThatThrownBy(() -> images(under.docker(), temp).stock().orElseThrow().stored())
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("Listing images failed: the Docker daemon does not answer");
  }

  @Test
  void theFirstStartAfterARestartOfTheDaemonSucceeds() throws Exception {
    String first = id + "-1";
    startWithoutNetwork(first, "facts", "sleep");
    assertThat(under.answer(first)).contains("net:lo");
    try (var many = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CONNECTIONS; i++) {
        many.execute(() -> under.docker().pingCmd().exec());
      }
    }
    own.restart();
    startWithoutNetwork(id, "facts", "sleep");
    assertThat(under.exit().container().value()).isEqualTo(first);
    assertThat(under.answer(id)).contains("net:lo");
  }

  @Test
  void aContainerThatEndsWithADaemonThatStaysAwayIsToldOfAndRemovedOnceItIsBack() throws Exception {
    startWithoutNetwork(id, "facts", "sleep");
    under.answer(id);
    String dockerId = under.docker().inspectContainerCmd("carafe-" + id).exec().getId();
    assertThat(HostProcesses.has(dockerId)).isTrue();

    own.stop();

    assertThat(under.exit().reason()).isEqualTo("ended while Docker did not answer");
    assertThat(HostProcesses.has(dockerId)).isFalse();
    own.restart();
    under.awaitRemoved(id);
  }

  @Test
  void anImageThatWasRemovedByHandIsNamedByTheStartThatMissesIt() {
    String image = under.start(id, true, Map.of(), List.of(), "facts").image();
    under.docker().removeImageCmd(image).withForce(true).exec();
    assertThatThrownBy(() -> startWithoutNetwork(id, "facts"))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining(image);
    assertThat(under.folder(id)).doesNotExist();
  }

  @Test
  void aDiskThatFillsUpInABuildIsNamedAndNothingHalfMadeStays() {
    DockerClient docker = under.docker();
    int before = docker.listImagesCmd().withShowAll(true).exec().size();
    ImageSpec large =
        new ImageSpec(
            "Large",
            List.of(
                new DebianSlim(),
                new RunCommands(
                    List.of("head -c %dM /dev/zero > /large".formatted(SIZE)), StepNeeds.NOTHING)),
            List.of(),
            Map.of(),
            "");
    assertThatThrownBy(() -> images(docker, temp).ensure(large, List.of(), _ -> {}))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("No space left on device")
        .hasMessageContaining("carafe image prune");
    assertThat(docker.listContainersCmd().withShowAll(true).exec()).isEmpty();
    assertThat(docker.listImagesCmd().withShowAll(true).exec()).hasSize(before);
  }

  private static DockerImages images(DockerClient docker, Path folder) {
    return new DockerImages(
        docker,
        folder.resolve("images"),
        new FolderBlobs(folder),
        Lending.NOTHING,
        EngineUnderTest.USER,
        Lending.JAVA);
  }
}
