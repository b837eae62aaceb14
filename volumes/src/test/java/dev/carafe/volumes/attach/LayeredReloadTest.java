package dev.carafe.volumes.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.carafe.model.id.ContainerId;
import dev.carafe.model.spi.VolumeAttachment;
import dev.carafe.volumes.version.BlobCollector;
import dev.carafe.volumes.version.Change;
import dev.carafe.volumes.version.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Reloads that lay out only what differs, above the tree that the container has.
@ParameterizedClass
@EnumSource(TreeKind.class)
class LayeredReloadTest {
  private static final ContainerId CT = new ContainerId("ct-1");
  private static final Layering ALWAYS = new Layering(0, 1, Long.MAX_VALUE);
  private static final String ALL =
      "find . -mindepth 1 -printf '%P %y %m %l\\n' | sort; find . -type f | sort | xargs cat";

  private final TreeKind kind;
  @TempDir private Path directory;
  private Host host;

  LayeredReloadTest(TreeKind kind) {
    this.kind = kind;
  }

  @BeforeEach
  void open() throws IOException {
    OverlayContainer.assumeOverlays(directory.resolve("probe"));
    assumeTrue(
        kind == TreeKind.LINKS || OverlayProbe.best(directory) == TreeKind.LAYERED,
        "this kernel has no data-only layers with userxattr (Linux 6.16)");
    host = new Host(directory, kind, ALWAYS);
    fill();
  }

  private void fill() {
    for (int i = 0; i < 20; i++) {
      host.put(host.file("many/" + i, "one of many", 0644));
    }
    host.put(
        host.file("same", "same", 0644),
        host.file("changed", "before", 0644),
        host.file("gone", "gone", 0644),
        host.file("gone-dir/deep/file", "gone", 0644),
        host.file("file-then-dir", "file", 0644),
        host.file("dir-then-file/inner", "inner", 0644),
        host.file("dir/sub/one", "1", 0644),
        host.file("dir/sub/two", "2", 0644),
        new Entry.Directory("shut", 0755, Host.THEN),
        new Entry.Symlink("link", "same", Host.THEN));
  }

  private void change() {
    commit(
        new Change.Put(host.file("changed", "after", 0644)),
        new Change.Put(host.file("new/deep/file", "new", 0755)),
        new Change.Remove("gone"),
        new Change.Remove("gone-dir"),
        new Change.Remove("file-then-dir"),
        new Change.Put(host.file("file-then-dir/file", "in a directory", 0644)),
        new Change.Remove("dir-then-file"),
        new Change.Put(host.file("dir-then-file", "a file", 0644)),
        new Change.Remove("dir/sub/one"),
        new Change.Put(new Entry.Directory("shut", 0700, Host.THEN)),
        new Change.Remove("link"),
        new Change.Put(new Entry.Symlink("link", "changed", Host.THEN)));
  }

  private void commit(Change... changes) {
    host.volumes.commit("v", Arrays.asList(changes), true, "test");
  }

  private VolumeAttachment reload(OverlayContainer container) throws IOException {
    VolumeAttachment newer = host.attachments.prepareReload(CT, "v").orElseThrow();
    container.mount(newer, directory.resolve("mnt-ct-1"));
    host.attachments.reloaded(CT, "v");
    return newer;
  }

  private String asFresh() throws IOException {
    try (OverlayContainer fresh = host.container("fresh")) {
      return fresh.run(ALL);
    } finally {
      host.attachments.detach(new ContainerId("fresh"));
    }
  }

  @Test
  void theContainerSeesWhatAFreshOneSees() throws IOException {
    VolumeAttachment first = host.attach("ct-1");
    try (OverlayContainer container =
        OverlayContainer.start(first, directory.resolve("mnt-ct-1"))) {
      change();
      VolumeAttachment newer = reload(container);
      assertThat(newer.tree()).isEqualTo(first.tree());
      assertThat(newer.changes().orElseThrow().resolve("same")).doesNotExist();
      assertThat(container.run(ALL)).isEqualTo(asFresh());
    }
  }

  @Test
  void whatItWritesAboveALayerIsCommitted() throws IOException {
    try (OverlayContainer container = host.container("ct-1")) {
      change();
      reload(container);
      container.run("echo more >> changed; rm new/deep/file; echo back > gone; rm -r dir");
      host.commit("ct-1");
    }
    assertThat(host.newest())
        .containsEntry("changed", "aftermore\n")
        .containsEntry("gone", "back\n")
        .containsEntry("new/deep", "dir")
        .doesNotContainKeys("new/deep/file", "dir", "dir/sub", "dir/sub/two");
  }

  @Test
  void theNextReloadStandsOnTheSameTreeAlsoAfterARestart() throws IOException {
    VolumeAttachment first = host.attach("ct-1");
    try (OverlayContainer container =
        OverlayContainer.start(first, directory.resolve("mnt-ct-1"))) {
      change();
      reload(container);
      commit(new Change.Put(host.file("gone", "here again", 0644)), new Change.Remove("new/deep"));
      assertThat(reload(container).tree()).isEqualTo(first.tree());
      host.restart();
      host.attachments.recover(Set.of(CT));
      commit(new Change.Put(host.file("dir/sub/one", "one again", 0644)));
      assertThat(reload(container).tree()).isEqualTo(first.tree());
      assertThat(container.run(ALL)).isEqualTo(asFresh());
    }
  }

  @Test
  void treeAndLayerStayWhileTheyAreUsedAndNoLonger() throws IOException {
    VolumeAttachment first = host.attach("ct-1");
    VolumeAttachment newer;
    try (OverlayContainer container =
        OverlayContainer.start(first, directory.resolve("mnt-ct-1"))) {
      change();
      newer = reload(container);
      host.put(host.file("changed", "newest", 0644));
      assertThat(host.attachments.evictTrees()).isZero();
      assertThat(host.attachments.manifestsInUse()).hasSize(2);
    }
    host.attachments.detach(CT);
    assertThat(host.attachments.evictTrees()).isEqualTo(2);
    assertThat(List.of(first.tree(), newer.changes().orElseThrow())).noneMatch(Files::exists);
  }

  @Test
  void aLayerThatIsLeftOverKeepsNoCollectionFromItsWork() throws IOException {
    BlobCollector collector =
        new BlobCollector(host.blobs, host.volumes, host.attachments::manifestsInUse, List.of());
    try (OverlayContainer container = host.container("ct-1")) {
      change();
      reload(container);
    }
    host.attachments.detach(CT);
    assertThat(host.volumes.keepNewest("v", 1)).isPositive();

    collector.collect(Duration.ZERO);
    host.attach("ct-2");
    collector.collect(Duration.ZERO);
    host.attachments.evictTrees();
    collector.collect(Duration.ZERO);

    assertThat(host.newest()).containsEntry("changed", "after");
    host.attachments.detach(new ContainerId("ct-2"));
    host.attachments.evictTrees();
    assertThat(layers()).as("layers that nobody has").isEmpty();
  }

  private List<Path> layers() throws IOException {
    try (Stream<Path> trees = Files.list(host.blobs.directory().resolve("trees"))) {
      return trees.filter(tree -> tree.getFileName().toString().contains("+")).toList();
    }
  }

  @Test
  void aSubPathIsLaidOverItsPartOfTheTree() throws IOException {
    VolumeAttachment first = host.attachments.attach(CT, Host.mount(false, "dir/sub"));
    try (OverlayContainer container =
        OverlayContainer.start(first, directory.resolve("mnt-ct-1"))) {
      change();
      assertThat(reload(container).changes()).isPresent();
      assertThat(container.run("ls")).isEqualTo("two\n");
      commit(new Change.Put(host.file("same", "elsewhere", 0644)));
      reload(container);
      assertThat(container.run("ls")).isEqualTo("two\n");
    }
  }

  @Test
  void layersAreForManyEntriesOfWhichFewDifferAndInLayeredTreesForFewBytes() {
    assertThat(hasLayer(new Layering(0, 1, Long.MAX_VALUE))).isTrue();
    assertThat(hasLayer(new Layering(1_000, 1, Long.MAX_VALUE))).isFalse();
    assertThat(hasLayer(new Layering(0, 3, Long.MAX_VALUE))).isFalse();
    assertThat(hasLayer(new Layering(0, 1, 10))).isEqualTo(kind == TreeKind.LINKS);
  }

  private boolean hasLayer(Layering layering) {
    host = new Host(directory.resolve("host" + layering.hashCode()), kind, layering);
    fill();
    host.attach("ct-1");
    change();
    return host.attachments.prepareReload(CT, "v").orElseThrow().changes().isPresent();
  }
}
