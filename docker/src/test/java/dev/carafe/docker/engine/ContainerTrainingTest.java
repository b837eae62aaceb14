package dev.carafe.docker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.docker.NeedsDocker;
import dev.carafe.docker.image.DockerImages;
import dev.carafe.docker.image.FolderBlobs;
import dev.carafe.docker.image.Lending;
import dev.carafe.model.aot.AotTask;
import dev.carafe.model.aot.AotTrainer;
import dev.carafe.model.aot.AotTrainer.Verdict;
import dev.carafe.model.app.ImageSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsDocker
class ContainerTrainingTest {
  private static final String AGENT = "dev/carafe/agent/Main.class";

  @TempDir Path temp;
  private final Daemon daemon = Daemon.connect(System.getenv());

  @AfterEach
  void close() {
    daemon.close();
  }

  @Test
  void aCacheMadeInContainersIsOneThatTheirJvmTakesTheAgentFrom() throws Exception {
    Path cache = temp.resolve("k.aot");
    Verdict verdict = trainer().train(task(AGENT), cache);
    // Whether it helps is a matter of time; that it was made and loads is not.
    assertThat(verdict).isIn(Verdict.KEPT, Verdict.DOES_NOT_HELP);
    assertThat(Files.exists(cache)).isEqualTo(verdict == Verdict.KEPT);
    assertThat(temp.resolve("training-k")).doesNotExist();
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void anAgentThatFailsInTrainingLeavesNoCacheAndNoContainer() throws Exception {
    assertThat(trainer().train(task("empty"), temp.resolve("k.aot"))).isEqualTo(Verdict.NOT_MADE);
    assertThat(temp.resolve("k.aot")).doesNotExist();
    assertThat(leftovers()).isEmpty();
  }

  private AotTrainer trainer() {
    Path java = JavaRuntime.ofThisUser().folder();
    return new AotTrainer(
        task -> ContainerTraining.in(temp, docker(), java, EngineUnderTest.USER, task));
  }

  private OwnContainers docker() {
    return new OwnContainers(daemon, temp.toString());
  }

  private List<String> leftovers() {
    return daemon
        .prompt()
        .listContainersCmd()
        .withShowAll(true)
        .withLabelFilter(Map.of(Labels.TRAINING, temp.toString()))
        .exec()
        .stream()
        .map(c -> c.getNames()[0])
        .toList();
  }

  private AotTask task(String entry) throws IOException {
    var images =
        new DockerImages(
            daemon.patient(),
            temp,
            new FolderBlobs(temp),
            Lending.NOTHING,
            EngineUnderTest.USER,
            Lending.JAVA);
    String image = images.ensure(ImageSpec.DEFAULT, List.of(), System.out::println);
    Path jar = temp.resolve("agent.jar");
    try (var out = new JarOutputStream(Files.newOutputStream(jar));
        var agent = ContainerTrainingTest.class.getClassLoader().getResourceAsStream(AGENT)) {
      out.putNextEntry(new JarEntry(entry));
      agent.transferTo(out);
    }
    return new AotTask("k", image, List.of(jar), List.of(), new byte[0]);
  }
}
