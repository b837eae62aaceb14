package dev.carafe.volumes.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.carafe.model.id.ContainerId;
import dev.carafe.model.spi.VolumeAttachment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whatever a container does to its files, a commit makes the Volume equal to what it sees.
class OverlayPropertyTest {
  private static final int HISTORIES = Integer.getInteger("carafe.histories", 4);
  private static final long FIRST = Long.getLong("carafe.seed", System.nanoTime());
  private static final int ROUNDS = 8;

  /// Histories that found defects.
  private static final long[] ONCE_WRONG = {36742511652957L};

  /// Every reload that can be is one by a layer.
  private static final Layering ALWAYS = new Layering(0, 1, Long.MAX_VALUE);

  private static final ContainerId CT = new ContainerId("ct");

  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource(TreeKind.class)
  void commitsAndReloadsFollowAnyHistory(TreeKind kind) throws IOException {
    OverlayContainer.assumeOverlays(directory.resolve("probe"));
    assumeTrue(kind == TreeKind.LINKS || OverlayProbe.best(directory) == TreeKind.LAYERED);
    LongStream.concat(LongStream.of(ONCE_WRONG), LongStream.range(FIRST, FIRST + HISTORIES))
        .forEach(
            seed -> {
              history(seed, new Host(directory.resolve(kind + "-" + seed), kind));
              history(seed, new Host(directory.resolve(kind + "+" + seed), kind, ALWAYS));
            });
  }

  private static void history(long seed, Host host) {
    try {
      play(seed, host);
    } catch (AssertionError | RuntimeException | IOException e) {
      throw new AssertionError("replay with -Dcarafe.seed=" + seed, e);
    }
  }

  private static void play(long seed, Host host) throws IOException {
    Random random = new Random(seed);
    FileModel model = new FileModel(random);
    Path mount = host.directory.resolve("mnt-ct");
    OverlayContainer container = host.container("ct");
    StringBuilder done = new StringBuilder();
    try {
      for (int round = 0; round < ROUNDS; round++) {
        StringBuilder script = new StringBuilder();
        for (int step = random.nextInt(12); step >= 0; step--) {
          script.append(model.step()).append("; ");
        }
        done.append(script).append('\n');
        container.run(script.toString());
        switch (random.nextInt(5)) {
          case 0 -> {
            done.append("# a reload without a commit\n");
            reload(host, container, mount, random);
          }
          case 1 -> {
            done.append("# a reload after a commit\n");
            host.commit("ct");
            reload(host, container, mount, random);
          }
          case 2 -> {
            done.append("# the server starts again\n");
            host.restart();
            host.attachments.recover(Set.of(CT));
          }
          case 3 -> {
            done.append("# a new container\n");
            container.close();
            host.attachments.finalCommit(CT);
            host.attachments.detach(CT);
            container = host.container("ct");
          }
          default -> {}
        }
        host.commit("ct");
        assertThat(own(host)).as("%s", done).isEqualTo(model.paths);
        assertThat(host.commit("ct").changed()).as("nothing more after%n%s", done).isFalse();
      }
    } finally {
      container.close();
      host.attachments.detach(CT);
    }
    try (OverlayContainer next = host.container("next")) {
      assertThat(next.run("find . -mindepth 1 -not -path './theirs*' | sed 's,^./,,'").lines())
          .containsExactlyInAnyOrderElementsOf(model.paths.keySet());
    }
  }

  private static void reload(Host host, OverlayContainer container, Path mount, Random random)
      throws IOException {
    host.put(host.file("theirs" + random.nextInt(3), "t" + random.nextInt(), 0644));
    Optional<VolumeAttachment> newer = host.attachments.prepareReload(CT, "v");
    if (newer.isPresent()) {
      container.mount(newer.get(), mount);
      host.attachments.reloaded(CT, "v");
    }
  }

  private static Map<String, String> own(Host host) throws IOException {
    Map<String, String> own = new TreeMap<>(host.newest());
    own.keySet().removeIf(path -> path.startsWith("theirs"));
    return own;
  }
}
