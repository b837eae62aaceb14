package dev.carafe.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.model.aot.AotCaches;
import dev.carafe.model.aot.AotKey;
import dev.carafe.model.aot.AotTask;
import dev.carafe.model.aot.AotTrainer;
import dev.carafe.model.aot.AotTraining;
import dev.carafe.model.aot.TrainingRoom;
import dev.carafe.model.spi.ContainerStart;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AotCachesTest {
  @TempDir Path temp;
  private final Jdk jdk = Jdk.ours();

  @Test
  void aTrainedCacheIsOneTheJvmTakesTheAgentFrom() throws Exception {
    Path agent = agentJar("agent.jar");
    Path cache = temp.resolve("k.aot");
    var task = new AotTask("k", "", List.of(agent), List.of(), new byte[0]);
    AotTrainer.Verdict verdict = trainer().train(task, cache);
    // Whether it helps is a matter of time; that it was made and loads is not.
    assertThat(verdict).isIn(AotTrainer.Verdict.KEPT, AotTrainer.Verdict.DOES_NOT_HELP);
    assertThat(Files.exists(cache)).isEqualTo(verdict == AotTrainer.Verdict.KEPT);
    assertThat(temp.resolve("training-k")).doesNotExist();
  }

  @Test
  void anAgentThatFailsInTrainingLeavesNoCache() throws Exception {
    Path empty = jar("empty.jar", Optional.empty());
    var task = new AotTask("k", "", List.of(empty), List.of(), new byte[0]);
    assertThat(trainer().train(task, temp.resolve("k.aot"))).isEqualTo(AotTrainer.Verdict.NOT_MADE);
    assertThat(temp.resolve("k.aot")).doesNotExist();
  }

  @Test
  void theCacheOfTheAgentServesAClassPathThatHasNoneOfItsOwn() throws Exception {
    Path agent = agentJar("agent.jar");
    Path classes = Files.createDirectory(temp.resolve("classes"));
    Path folder = Files.createDirectory(temp.resolve("aot"));
    String key = AotKey.of(jdk.identity(), List.of(), List.of(agent)).orElseThrow();
    Files.writeString(folder.resolve(key + ".aot"), "a cache");
    try (AotCaches caches =
        new AotCaches(folder, jdk::identity, AotTraining.IN_BACKGROUND, this::room)) {
      assertThat(caches.cacheFor(start(agent, classes))).contains(folder.resolve(key + ".aot"));
      assertThat(caches.cacheFor(start(classes))).isEmpty();
    }
  }

  @Test
  void aChangedJarOrFlagIsAnotherKey() throws Exception {
    Path jar = agentJar("agent.jar");
    var before = AotKey.of(jdk.identity(), List.of(), List.of(jar));
    assertThat(AotKey.of(jdk.identity(), List.of("-Xint"), List.of(jar)))
        .isPresent()
        .isNotEqualTo(before);
    Files.write(jar, new byte[] {1});
    assertThat(AotKey.of(jdk.identity(), List.of(), List.of(jar))).isPresent().isNotEqualTo(before);
  }

  @Test
  void aBrokenCacheNeverBreaksAStart() throws Exception {
    Path agent = agentJar("agent.jar");
    Path folder = Files.createDirectories(temp.resolve("data/aot"));
    String key = AotKey.of(jdk.identity(), List.of(), List.of(agent)).orElseThrow();
    Files.writeString(folder.resolve(key + ".aot"), "no cache at all");
    var engine = new ProcessContainerEngine(temp.resolve("data"), AotTraining.IN_BACKGROUND);
    try (EngineUnderTest under = new EngineUnderTest(temp.resolve("data"), engine)) {
      engine.start(start(agent));
      assertThat(under.exit().exitCode()).isEqualTo(4);
    }
  }

  private AotTrainer trainer() {
    return new AotTrainer(this::room);
  }

  private TrainingRoom room(AotTask task) throws IOException {
    return ProcessTraining.in(temp, jdk, task);
  }

  private static ContainerStart start(Path... classPath) {
    ContainerStart plain = EngineUnderTest.start("ct-a", java.util.Map.of(), List.of(), "exit|4");
    return new ContainerStart(
        plain.container(),
        plain.app(),
        plain.service(),
        plain.kind(),
        plain.image(),
        plain.readOnlyRoot(),
        plain.blockNetwork(),
        plain.resources(),
        plain.gpus(),
        List.of(classPath),
        plain.jvmFlags(),
        plain.agentConfig(),
        plain.env(),
        plain.workdir(),
        plain.volumes(),
        plain.buckets());
  }

  private Path agentJar(String name) throws IOException {
    return jar(name, Optional.of("dev/carafe/agent/Main.class"));
  }

  private Path jar(String name, Optional<String> entry) throws IOException {
    Path file = temp.resolve(name);
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out)) {
      jar.putNextEntry(new JarEntry(entry.orElse("empty")));
      if (entry.isPresent()) {
        jar.write(
            AotCachesTest.class.getClassLoader().getResourceAsStream(entry.get()).readAllBytes());
      }
    }
    return file;
  }
}
