package dev.carafe.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.carafe.model.aot.AotTraining;
import dev.carafe.model.id.ContainerId;
import dev.carafe.model.spi.ContainerExit;
import dev.carafe.model.spi.EngineException;
import dev.carafe.model.spi.VolumeAttachment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateMountsTest {
  @TempDir Path temp;

  @BeforeEach
  void namespacesArePermitted() {
    boolean permitted = true;
    try {
      new Namespaces().command();
    } catch (EngineException e) {
      permitted = false;
    }
    assumeTrue(permitted, "this host permits no mount namespaces");
  }

  @Test
  void volumesAreAtTheirPathsWhichTheHostNeverSees() throws Exception {
    VolumeAttachment models = volume("models", "/models", true);
    VolumeAttachment deep = volume("deep", "/var/lib/carafe-test/a b,c:d\\e", false);
    Path copied = temp.resolve("copied");
    Path denied = temp.resolve("denied");
    Path wrote = temp.resolve("wrote");
    try (EngineUnderTest under = new EngineUnderTest(temp.resolve("da ta,x:y"))) {
      under.engine.start(
          EngineUnderTest.start(
              "ct-a",
              Map.of(),
              List.of(models, deep),
              "copy|/models/weights|" + copied,
              "write|/models/new|" + denied,
              "write|" + deep.path() + "/new|" + wrote,
              "sleep"));
      assertThat(EngineUnderTest.awaitText(wrote)).isEqualTo("ok");
      assertThat(copied).hasContent("of models");
      assertThat(denied).content().contains("Read-only file system");
      assertThat(deep.upper().resolve("new")).hasContent("written");
      assertThat(models.tree().resolve("new")).doesNotExist();
      assertThat(Path.of("/models")).doesNotExist();
      assertThat(Path.of("/var/lib/carafe-test")).doesNotExist();
      assertNothingMounted();
    }
    assertNothingMounted();
    assertThat(temp.resolve("da ta,x:y/containers")).isEmptyDirectory();
  }

  @Test
  void aFolderOfTheHostIsCoveredOnlyInTheContainer() throws Exception {
    Path there = Files.createDirectory(temp.resolve("there"));
    Files.writeString(there.resolve("mine"), "host");
    Path copied = temp.resolve("copied");
    try (EngineUnderTest under = new EngineUnderTest(temp.resolve("data"))) {
      under.engine.start(
          EngineUnderTest.start(
              "ct-a",
              Map.of(),
              List.of(volume("v", there.toString(), true)),
              "copy|" + there + "/weights|" + copied,
              "exit|0"));
      assertThat(under.exit().exitCode()).isZero();
      assertThat(copied).hasContent("of v");
      assertThat(there.resolve("mine")).hasContent("host");
      assertThat(there.resolve("weights")).doesNotExist();
    }
  }

  @Test
  void bytesOfALayeredTreeComeFromItsDataDirectory() throws Exception {
    VolumeAttachment plain = volume("layered", "/models", true);
    Path data = Files.createDirectory(temp.resolve("bytes, all"));
    Files.writeString(data.resolve("blob"), "of blobs");
    Path file = plain.tree().resolve("big");
    Files.writeString(file, "\0".repeat(8));
    var attributes = Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
    attributes.write("overlay.metacopy", ByteBuffer.allocate(0));
    attributes.write("overlay.redirect", ByteBuffer.wrap("/blob".getBytes(UTF_8)));
    Path denied = temp.resolve("denied");
    Path copied = temp.resolve("copied");
    Path writable = temp.resolve("writable");
    try (EngineUnderTest under = new EngineUnderTest(temp.resolve("data"))) {
      under.engine.start(
          EngineUnderTest.start(
              "ct-a",
              Map.of(),
              List.of(layered(plain, "/models", true, data), layered(plain, "/mine", false, data)),
              "copy|/models/big|" + copied,
              "write|/models/new|" + denied,
              "write|/mine/new|" + writable,
              "exit|0"));
      assertThat(under.exit().reason()).isEqualTo("exit code 0");
      assertThat(copied).hasContent("of blobs");
      assertThat(denied).content().contains("Read-only file system");
      assertThat(writable).hasContent("ok");
    }
  }

  private static VolumeAttachment layered(
      VolumeAttachment plain, String path, boolean readOnly, Path data) {
    return new VolumeAttachment(
        plain.volume(),
        path,
        readOnly,
        plain.tree(),
        plain.upper(),
        plain.work(),
        Optional.of(data),
        Optional.empty());
  }

  @Test
  void aContainerThatWasStartedAheadGetsItsVolumesWhenItIsClaimed() throws Exception {
    VolumeAttachment models = volume("models", "/models", true);
    VolumeAttachment deep = volume("deep", "/var/lib/carafe-test/own", false);
    Path copied = temp.resolve("copied");
    Path denied = temp.resolve("denied");
    Path wrote = temp.resolve("wrote");
    try (EngineUnderTest under = new EngineUnderTest(temp.resolve("data"))) {
      under.engine.prestart(
          EngineUnderTest.start("ct-a", Map.of(), List.of(models, deep), "never read"));
      ContainerDirectory directory = under.directory("ct-a");
      String _ = EngineUnderTest.awaitText(directory.root().resolve("waiting"));
      assertThat(directory.config()).doesNotExist();
      assertThat(under.engine.waits(new ContainerId("ct-a"))).isTrue();
      Files.writeString(models.tree().resolve("late"), "of a newer version");

      under.engine.claim(
          EngineUnderTest.start(
              "ct-a",
              Map.of(),
              List.of(models, deep),
              "copy|/models/late|" + copied,
              "write|/models/new|" + denied,
              "write|" + deep.path() + "/new|" + wrote,
              "exit|7"));

      ContainerExit exit = under.exit();
      assertThat(exit.container()).isEqualTo(new ContainerId("ct-a"));
      assertThat(exit.exitCode()).isEqualTo(7);
      assertThat(copied).hasContent("of a newer version");
      assertThat(denied).content().contains("Read-only file system");
      assertThat(wrote).hasContent("ok");
      assertThat(deep.upper().resolve("new")).hasContent("written");
      assertNothingMounted();
    }
    assertThat(Path.of("/var/lib/carafe-test")).doesNotExist();
  }

  @Test
  void oneThatHasEndedIsNotClaimed() throws Exception {
    try (EngineUnderTest under = new EngineUnderTest(temp.resolve("data"))) {
      var start = EngineUnderTest.start("ct-none", Map.of(), List.of(), "exit|0");

      assertThat(under.engine.waits(start.container())).isFalse();
      assertThatThrownBy(() -> under.engine.claim(start))
          .isInstanceOf(EngineException.class)
          .hasMessage("Container ct-none does not run");
    }
  }

  @Test
  void aVolumeThatCannotBeMountedLateIsSaid() throws Exception {
    VolumeAttachment gone =
        new VolumeAttachment(
            "v", "/models", true, temp.resolve("no-tree"), temp.resolve("u"), temp.resolve("w"));
    try (EngineUnderTest under = new EngineUnderTest(temp.resolve("data"))) {
      under.engine.prestart(EngineUnderTest.start("ct-a", Map.of(), List.of(gone)));
      ContainerDirectory directory = under.directory("ct-a");
      String _ = EngineUnderTest.awaitText(directory.root().resolve("waiting"));

      var start = EngineUnderTest.start("ct-a", Map.of(), List.of(gone), "exit|0");
      assertThatThrownBy(() -> under.engine.claim(start))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("no-tree")
          .hasMessageContaining(PrivateMounts.FAILED);
      assertThat(directory.config()).doesNotExist();
    }
  }

  @Test
  void aMountThatFailsIsTheReason() throws Exception {
    VolumeAttachment gone =
        new VolumeAttachment(
            "v", "/models", true, temp.resolve("no-tree"), temp.resolve("u"), temp.resolve("w"));
    try (EngineUnderTest under = new EngineUnderTest(temp.resolve("data"))) {
      under.engine.start(EngineUnderTest.start("ct-a", Map.of(), List.of(gone), "exit|0"));
      assertThat(under.exit().reason()).contains("no-tree", PrivateMounts.FAILED);
    }
  }

  @Test
  void pathsThatCannotBeMountedAreRefused() throws Exception {
    try (EngineUnderTest under = new EngineUnderTest(temp.resolve("data"))) {
      for (String path : List.of("/", "models", "/a/../b")) {
        assertThatThrownBy(
                () ->
                    under.engine.start(
                        EngineUnderTest.start("ct-a", Map.of(), List.of(volume("v", path, true)))))
            .isInstanceOf(EngineException.class)
            .hasMessageContaining("cannot be mounted at \"" + path + "\"");
      }
      assertThat(under.directory("ct-a").root()).doesNotExist();
    }
  }

  @Test
  void hostsWithoutNamespacesSayWhatToEnable() throws Exception {
    var engine =
        new ProcessContainerEngine(
            temp.resolve("data"),
            AotTraining.OFF,
            new Namespaces(List.of(List.of("false"), List.of("no-such-program"))));
    try (EngineUnderTest under = new EngineUnderTest(temp.resolve("data"), engine)) {
      VolumeAttachment models = volume("v", "/models", true);
      assertThatThrownBy(
              () ->
                  under.engine.start(
                      EngineUnderTest.start("ct-a", Map.of(), List.of(models), "exit|0")))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("user.max_user_namespaces")
          .hasMessageContaining("--engine docker");
      assertThat(under.directory("ct-a").root()).doesNotExist();
    }
  }

  private VolumeAttachment volume(String name, String path, boolean readOnly) throws IOException {
    Path home = Files.createDirectories(temp.resolve("volumes, all").resolve(name));
    Path tree = Files.createDirectories(home.resolve("tree"));
    Files.writeString(tree.resolve("weights"), "of " + name);
    return new VolumeAttachment(
        name, path, readOnly, tree, home.resolve("upper"), home.resolve("work"));
  }

  private void assertNothingMounted() throws IOException {
    assertThat(Files.readString(Path.of("/proc/self/mountinfo")))
        .doesNotContain(temp.getFileName().toString());
  }
}
