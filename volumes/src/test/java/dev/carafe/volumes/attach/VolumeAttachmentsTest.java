package dev.carafe.volumes.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.carafe.model.file.ContainerUser;
import dev.carafe.model.id.ContainerId;
import dev.carafe.model.spi.VolumeAttachment;
import dev.carafe.volumes.version.Entry;
import dev.carafe.volumes.version.VolumeException;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TreeKind.class)
class VolumeAttachmentsTest {
  private static final ContainerId CT = new ContainerId("ct-1");

  private final TreeKind kind;
  @TempDir private Path directory;
  private Host host;

  VolumeAttachmentsTest(TreeKind kind) {
    this.kind = kind;
  }

  @BeforeEach
  void open() throws IOException {
    OverlayContainer.assumeOverlays(directory.resolve("probe"));
    assumeTrue(
        kind == TreeKind.LINKS || OverlayProbe.best(directory) == TreeKind.LAYERED,
        "this kernel has no data-only layers with userxattr (Linux 6.16)");
    host = new Host(directory, kind);
    host.put(
        host.file("a.txt", "alpha", 0644),
        host.file("bin/run.sh", "#!/bin/sh\necho ran\n", 0755),
        host.file("d/one", "1", 0600),
        host.file("d/sub/two", "2", 0644),
        host.file("empty", "", 0644),
        new Entry.Directory("void", 0755, Host.THEN),
        new Entry.Symlink("d/link", "../a.txt", Host.THEN));
  }

  @Test
  void whatAContainerIsShownBelongsToItsUser() throws IOException {
    assumeTrue(ContainerUser.ofServer().isRoot(), "only root gives files away");
    VolumeAttachments theirs =
        VolumeAttachments.open(
            host.blobs, host.volumes, host.users, kind, new ContainerUser(7, 8), Clock.systemUTC());
    VolumeAttachment own = host.attach("ct-2");
    VolumeAttachment shown = theirs.attach(CT, Host.mount(false, ""));

    for (Path place : List.of(shown.upper(), shown.tree(), shown.tree().resolve("d/sub"))) {
      assertThat(Files.getAttribute(place, "unix:uid")).isEqualTo(7);
      assertThat(Files.getAttribute(place, "unix:gid")).isEqualTo(8);
    }
    if (kind == TreeKind.LAYERED) {
      assertThat(Files.getAttribute(shown.tree().resolve("d/one"), "unix:uid")).isEqualTo(7);
    }
    assertThat(Files.getAttribute(own.tree().resolve("d/sub"), "unix:uid")).isEqualTo(0);
  }

  @Test
  void aContainerSeesTheNewestVersionByteForByte() throws IOException {
    try (OverlayContainer container = host.container("ct-1")) {
      assertThat(container.run("find . -mindepth 1 | sort"))
          .isEqualTo(
              """
              ./a.txt
              ./bin
              ./bin/run.sh
              ./d
              ./d/link
              ./d/one
              ./d/sub
              ./d/sub/two
              ./empty
              ./void
              """);
      assertThat(container.run("cat a.txt d/one d/sub/two d/link empty")).isEqualTo("alpha12alpha");
      assertThat(container.run("bin/run.sh; readlink d/link; stat -c %s a.txt"))
          .isEqualTo("ran\n../a.txt\n5\n");
    }
    assertThat(host.attachments.dirty(CT, "v")).isFalse();
  }

  @Test
  void aLayeredTreeKeepsModesAndTimes() throws IOException {
    assumeTrue(kind == TreeKind.LAYERED, "a tree of hard links has the blobs' modes and times");
    try (OverlayContainer container = host.container("ct-1")) {
      assertThat(container.run("stat -c '%a %Y' a.txt d/one bin/run.sh"))
          .isEqualTo("644 1767323045\n600 1767323045\n755 1767323045\n");
    }
  }

  @Test
  void everyKindOfChangeIsCommitted() throws IOException {
    try (OverlayContainer container = host.container("ct-1")) {
      container.run("echo new > new.txt; mkdir -p e/f; echo deep > e/f/deep; mkdir e/nothing");
      container.run("echo more >> a.txt; rm d/one; chmod 755 d/sub/two");
      container.run("ln -s new.txt latest; mv bin/run.sh bin/go.sh; rm d/link; ln -s one d/link");
      container.run("rm empty; mkdir empty; echo in > empty/in; rmdir void; echo f > void");
      VolumeCommit commit = host.commit("ct-1");
      assertThat(commit.changed()).isTrue();
      assertThat(commit.refused()).isEmpty();
      assertThat(commit.version().number()).isEqualTo(3);
      assertThat(commit.version().by()).isEqualTo("container ct-1");
    }
    assertThat(host.newest())
        .containsExactly(
            entry("a.txt", "alphamore\n"),
            entry("bin", "dir"),
            entry("bin/go.sh", "#!/bin/sh\necho ran\n"),
            entry("d", "dir"),
            entry("d/link", "-> one"),
            entry("d/sub", "dir"),
            entry("d/sub/two", "2"),
            entry("e", "dir"),
            entry("e/f", "dir"),
            entry("e/f/deep", "deep\n"),
            entry("e/nothing", "dir"),
            entry("empty", "dir"),
            entry("empty/in", "in\n"),
            entry("latest", "-> new.txt"),
            entry("new.txt", "new\n"),
            entry("void", "f\n"));
    assertThat(host.volumes.entry("v", "d/sub/two", 0).mode()).isEqualTo(0755);
    assertThat(host.volumes.entry("v", "bin/go.sh", 0).mode() & 0111).isEqualTo(0111);
    assertThat(host.volumes.entry("v", "a.txt", 0).mode()).isEqualTo(0644);
    try (OverlayContainer next = host.container("ct-2")) {
      assertThat(next.run("cat a.txt latest; bin/go.sh; cat empty/in void; test ! -e d/one"))
          .isEqualTo("alphamore\nnew\nran\nin\nf\n");
    }
  }

  @Test
  void aDirectoryMadeAnewHidesWhatWasInIt() throws IOException {
    try (OverlayContainer container = host.container("ct-1")) {
      container.run("rm -r d; mkdir d; echo fresh > d/three; mkdir d/sub; echo 2 > d/sub/other");
      host.commit("ct-1");
    }
    assertThat(host.newest())
        .containsKeys("d", "d/three", "d/sub", "d/sub/other")
        .doesNotContainKeys("d/one", "d/sub/two", "d/link");
  }

  @Test
  void aSecondCommitHoldsOnlyWhatChangedSince() throws IOException {
    try (OverlayContainer container = host.container("ct-1")) {
      container.run("echo mine > shared; echo x > x; rm a.txt");
      long first = host.commit("ct-1").version().number();
      assertThat(host.commit("ct-1").changed()).isFalse();
      host.put(host.file("shared", "theirs", 0644), host.file("a.txt", "back", 0644));
      container.run("echo y > y; rm x");
      VolumeCommit second = host.commit("ct-1");
      assertThat(second.version().number()).isEqualTo(first + 2);
      assertThat(host.newest())
          .contains(entry("shared", "theirs"), entry("a.txt", "back"), entry("y", "y\n"))
          .doesNotContainKey("x");
    }
  }

  @Test
  void aFileWrittenTwiceInOneMomentIsCommittedAsLastWritten() throws IOException {
    try (OverlayContainer container = host.container("ct-1")) {
      for (int i = 0; i < 20; i++) {
        container.run("printf %02d " + i + " > counter");
        host.commit("ct-1");
        assertThat(host.newest()).containsEntry("counter", "%02d".formatted(i));
      }
    }
  }

  @Test
  void commitsOfTwoContainersBothSurvive() throws IOException {
    try (OverlayContainer one = host.container("ct-1");
        OverlayContainer other = host.container("ct-2")) {
      one.run("echo 1 > from-one; rm d/one; echo one > both");
      other.run("echo 2 > d/from-other; rm a.txt; echo other > both");
      host.commit("ct-1");
      host.commit("ct-2");
      one.run("echo 3 > later");
      host.commit("ct-1");
    }
    assertThat(host.newest())
        .contains(
            entry("from-one", "1\n"),
            entry("d/from-other", "2\n"),
            entry("both", "other\n"),
            entry("later", "3\n"))
        .doesNotContainKeys("d/one", "a.txt");
  }

  @Test
  void aRemovedDirectoryStaysForWhatOthersPutInIt() throws IOException {
    try (OverlayContainer one = host.container("ct-1");
        OverlayContainer other = host.container("ct-2")) {
      other.run("echo n > d/sub/new");
      host.commit("ct-2");
      one.run("rm -r d");
      host.commit("ct-1");
    }
    assertThat(host.newest())
        .containsKeys("d", "d/sub", "d/sub/new")
        .doesNotContainKeys("d/one", "d/sub/two", "d/link");
  }

  @Test
  void aFileOpenForWritingIsCommittedWholeAndGoesOn() throws IOException {
    try (OverlayContainer container = host.container("ct-1")) {
      container.run("exec 3>log; echo first >&3");
      host.commit("ct-1");
      assertThat(host.newest()).containsEntry("log", "first\n");
      container.run("echo second >&3");
      assertThat(host.attachments.dirty(CT, "v")).isTrue();
      host.commit("ct-1");
      assertThat(host.newest()).containsEntry("log", "first\nsecond\n");
    }
  }

  @Test
  void whatIsWrittenThroughAMappingAfterACommitIsNotMissed() throws IOException {
    try (OverlayContainer container = host.container("ct-1")) {
      container.run("printf 0000 > mapped");
      Path file = directory.resolve("data/run/ct-1/v/upper.0/mapped");
      try (FileChannel channel =
          FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
        MappedByteBuffer mapping = channel.map(FileChannel.MapMode.READ_WRITE, 0, 4);
        mapping.put(0, (byte) '1');
        // Until the times are old enough to be relied on, a commit looks at the bytes again.
        do {
          host.commit("ct-1");
        } while (host.attachments.dirty(CT, "v"));
        assertThat(host.newest()).containsEntry("mapped", "1000");
        mapping.put(1, (byte) '2');
        assertThat(host.attachments.dirty(CT, "v")).isTrue();
        host.commit("ct-1");
        assertThat(host.newest()).containsEntry("mapped", "1200");
      }
    }
  }

  @Test
  void linksThatLeaveTheVolumeAndPipesAreLeftOutAndNamed() throws IOException {
    try (OverlayContainer container = host.container("ct-1")) {
      container.run("ln -s /etc/passwd out; mkfifo pipe; echo fine > fine");
      VolumeCommit commit = host.commit("ct-1");
      assertThat(commit.refused())
          .hasSize(2)
          .anyMatch(reason -> reason.contains("/etc/passwd"))
          .anyMatch(reason -> reason.contains("pipe"));
    }
    assertThat(host.newest()).containsKey("fine").doesNotContainKeys("out", "pipe");
  }

  @Test
  void namesThatAreNotUtf8AreLeftOutAndNamed() throws IOException {
    try (OverlayContainer container = host.container("ct-1")) {
      container.run(
          "echo 1 > \"$(printf 'b\\377d')\"; echo 2 > \"$(printf 'b\\376d')\"; echo fine > fine;"
              + " ln -s \"$(printf 'c\\377')\" link");
      VolumeCommit commit = host.commit("ct-1");
      assertThat(commit.refused())
          .hasSize(3)
          .anyMatch(reason -> reason.contains("is not UTF-8 (b%FFd)"))
          .anyMatch(reason -> reason.contains("is not UTF-8 (b%FEd)"))
          .anyMatch(reason -> reason.contains("is not UTF-8 (c%FF)"));
    }
    assertThat(host.newest().keySet())
        .contains("fine")
        .doesNotContain("link")
        .noneMatch(path -> path.contains("\uFFFD"));
  }

  @Test
  void noFileOfAVolumeRunsAsItsOwner() throws IOException {
    try (OverlayContainer container = host.container("ct-1")) {
      container.run("echo x > tool; chmod 4755 tool");
      assertThat(host.commit("ct-1").refused()).isEmpty();
    }
    try (OverlayContainer container = host.container("ct-2")) {
      assertThat(container.run("stat -c %a tool").strip()).isIn("755", "555");
    }
  }

  @Test
  void aReadOnlyMountRefusesWrites() throws IOException {
    VolumeAttachment attachment = host.attachments.attach(CT, Host.mount(true, ""));
    try (OverlayContainer container =
        OverlayContainer.start(attachment, directory.resolve("mnt"))) {
      assertThat(container.run("cat a.txt")).isEqualTo("alpha");
      OverlayContainer.Result refused = container.attempt("( echo x > a.txt ) 2>&1");
      assertThat(refused.code()).isNotZero();
      assertThat(refused.output()).contains("Read-only file system");
    }
    assertThat(host.commit("ct-1").changed()).isFalse();
  }

  @Test
  void aSubPathIsMountedAndCommittedInItsPlace() throws IOException {
    VolumeAttachment attachment = host.attachments.attach(CT, Host.mount(false, "/d/sub"));
    try (OverlayContainer container =
        OverlayContainer.start(attachment, directory.resolve("mnt"))) {
      container.run("test $(cat two) = 2; rm two; echo 3 > three");
      host.commit("ct-1");
    }
    assertThat(host.newest()).containsEntry("d/sub/three", "3\n").doesNotContainKey("d/sub/two");
    host.attachments.attach(new ContainerId("ct-2"), Host.mount(false, "made/here"));
    assertThat(host.newest()).containsEntry("made/here", "dir");
    assertThatThrownBy(
            () -> host.attachments.attach(new ContainerId("ct-3"), Host.mount(true, "none")))
        .isInstanceOf(VolumeException.class)
        .hasMessageContaining("no directory none");
    assertThatThrownBy(
            () -> host.attachments.attach(new ContainerId("ct-3"), Host.mount(false, "a.txt")))
        .isInstanceOf(VolumeException.class)
        .hasMessageContaining("is a file");
  }

  @Test
  void theFinalCommitTakesFilesWithoutCopying() throws IOException {
    try (OverlayContainer container = host.container("ct-1")) {
      container.run("head -c 5000000 /dev/zero > big; echo s > small; chmod 755 small");
    }
    Path upper = directory.resolve("data/run/ct-1/v/upper.0");
    Object inode = Files.getAttribute(upper.resolve("big"), "unix:ino");
    assertThat(host.attachments.finalCommit(CT)).singleElement().matches(VolumeCommit::changed);
    Entry.File big = (Entry.File) host.volumes.entry("v", "big", 0);
    assertThat(Files.getAttribute(host.blobs.file(big.blob()).orElseThrow(), "unix:ino"))
        .isEqualTo(inode);
    host.attachments.detach(CT);
    assertThat(directory.resolve("data/run")).isEmptyDirectory();
    assertThat(host.users.of("v")).isEmpty();
    try (OverlayContainer next = host.container("ct-2")) {
      assertThat(next.run("stat -c %s big; stat -c %A small | cut -c 4; cat small"))
          .isEqualTo("5000000\nx\ns\n");
    }
  }

  @Test
  void aReloadShowsTheNewestVersionUnderUncommittedChanges() throws IOException {
    try (OverlayContainer container = host.container("ct-1")) {
      container.run("exec 4<d/one; echo committed > c");
      host.commit("ct-1");
      container.run("echo own > own; rm d/sub/two; mkdir -p n/m; echo deep > n/m/deep");
      container.run("ln -s own ln; rm c; chmod 700 bin; rm -r void");
      assertThat(host.attachments.prepareReload(CT, "v")).isPresent();
      host.put(host.file("theirs", "new", 0644), host.file("d/one", "changed", 0644));
      VolumeAttachment newer = host.attachments.prepareReload(CT, "v").orElseThrow();
      container.mount(newer, directory.resolve("mnt-ct-1"));
      assertThat(host.attachments.reloaded(CT, "v")).isEqualTo(host.volumes.head("v"));

      assertThat(container.run("cat theirs d/one own ln n/m/deep a.txt; stat -c %a bin"))
          .isEqualTo("newchangedown\nown\ndeep\nalpha700\n");
      assertThat(container.run("ls -d d/sub/two c void 2>/dev/null || true")).isEmpty();
      assertThat(container.run("cat <&4")).isEqualTo("1");
      assertThat(host.attachments.prepareReload(CT, "v")).isEmpty();

      container.run("echo after > after");
      host.commit("ct-1");
    }
    assertThat(host.newest())
        .contains(
            entry("theirs", "new"),
            entry("d/one", "changed"),
            entry("own", "own\n"),
            entry("n/m/deep", "deep\n"),
            entry("after", "after\n"))
        .doesNotContainKeys("d/sub/two", "c", "void");
    assertThat(host.volumes.entry("v", "bin", 0).mode()).isEqualTo(0700);
  }

  @Test
  void aReloadRightAfterACommitHidesNothingThatOthersCommittedSince() throws IOException {
    VolumeAttachment view = host.attach("ct-1");
    Files.writeString(view.upper().resolve("a.txt"), "mine");
    host.commit("ct-1");
    host.put(host.file("a.txt", "theirs", 0644));
    VolumeAttachment newer = host.attachments.prepareReload(CT, "v").orElseThrow();
    assertThat(newer.upper()).isEmptyDirectory();
    host.attachments.reloaded(CT, "v");
    host.commit("ct-1");
    assertThat(host.newest()).containsEntry("a.txt", "theirs");
  }

  @Test
  void aNewServerTakesUpContainersThatRunAndSweepsTheOthers() throws IOException {
    host.attach("ct-gone");
    try (OverlayContainer container = host.container("ct-1")) {
      container.run("echo mine > shared; rm a.txt");
      host.commit("ct-1");
      host.put(host.file("other", "o", 0644));
      host.restart();
      host.attachments.recover(Set.of(CT));
      assertThat(host.attachments.dirty(CT, "v")).isFalse();
      assertThat(host.commit("ct-1").changed()).isFalse();
      container.run("echo later > later");
      assertThat(host.attachments.dirty(CT, "v")).isTrue();
      host.commit("ct-1");
    }
    assertThat(host.newest()).containsKeys("shared", "other", "later").doesNotContainKey("a.txt");
    assertThat(directory.resolve("data/run/ct-gone")).doesNotExist();
    assertThat(host.users.of("v")).containsExactly("ct-1", "ct-gone");
  }

  @Test
  void whatWasRemovedOrChangedAndIsAsItWasAgainAfterARestartIsCommitted() throws IOException {
    host.put(new Entry.Symlink("latest", "a.txt", Host.THEN));
    Map<String, String> before = host.newest();
    try (OverlayContainer container = host.container("ct-1")) {
      container.run("rmdir void; chmod 700 d; ln -sfn empty latest; cp -p a.txt kept; rm a.txt");
      host.commit("ct-1");
      assertThat(host.newest()).doesNotContainKeys("void", "a.txt");
      container.run("mkdir void; chmod 755 d; ln -sfn a.txt latest; mv kept a.txt");
      host.restart();
      host.attachments.recover(Set.of(CT));
      assertThat(host.commit("ct-1").changed()).isTrue();
    }
    assertThat(host.newest()).isEqualTo(before);
    assertThat(host.volumes.entry("v", "d", 0).mode()).isEqualTo(0755);
  }

  @Test
  void treesAreSharedAndEvictedWhenNobodyUsesThem() throws IOException {
    VolumeAttachment one = host.attach("ct-1");
    assertThat(host.attach("ct-2").tree()).isEqualTo(one.tree());
    host.put(host.file("a.txt", "next", 0644));
    VolumeAttachment newer = host.attach("ct-3");
    assertThat(host.attachments.evictTrees()).isZero();
    host.attachments.detach(CT);
    assertThat(host.attachments.evictTrees()).isZero();
    host.attachments.detach(new ContainerId("ct-2"));
    assertThat(host.attachments.evictTrees()).isEqualTo(1);
    assertThat(one.tree()).doesNotExist();
    assertThat(newer.tree()).exists();
  }

  @Test
  void halfATreeOfAKilledServerIsSweptAtStart() throws IOException {
    Path tree = host.attach("ct-1").tree();
    Path half = Files.createDirectories(tree.resolveSibling("building-" + tree.getFileName()));
    Files.writeString(half.resolve("file"), "half");
    host.restart();
    assertThat(half).doesNotExist();
    assertThat(tree).exists();
  }

  @Test
  void theNextTreeSharesTheFilesThatAreEqual() throws IOException {
    Path before = host.attach("ct-1").tree();
    host.put(host.file("a.txt", "next", 0644));
    Path after = host.attach("ct-2").tree();
    assertThat(inode(after.resolve("d/one"))).isEqualTo(inode(before.resolve("d/one")));
    assertThat(inode(after.resolve("a.txt"))).isNotEqualTo(inode(before.resolve("a.txt")));
  }

  private static Object inode(Path file) throws IOException {
    return Files.getAttribute(file, "unix:ino");
  }

  @Test
  void aCommitToADeletedVolumeSaysSo() throws IOException {
    try (OverlayContainer container = host.container("ct-1")) {
      container.run("echo x > x");
      host.volumes.delete("v", true);
      assertThatThrownBy(() -> host.commit("ct-1"))
          .isInstanceOf(VolumeException.class)
          .hasMessageContaining("there is no Volume v");
    }
  }

  @Test
  void aVolumeIsMountedOnceInAContainer() {
    host.attach("ct-1");
    assertThatThrownBy(() -> host.attach("ct-1"))
        .isInstanceOf(VolumeException.class)
        .hasMessageContaining("mounted twice");
  }
}
