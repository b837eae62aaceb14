package dev.carafe.server.images;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carafe.docker.image.StepVolumes;
import dev.carafe.model.app.MountSpec;
import dev.carafe.model.file.ContainerUser;
import dev.carafe.model.id.ContainerId;
import dev.carafe.model.spi.EngineException;
import dev.carafe.model.spi.VolumeHeads.VolumeVersion;
import dev.carafe.scheduler.store.Database;
import dev.carafe.scheduler.store.SqliteVolumeHeads;
import dev.carafe.volumes.attach.TreeKind;
import dev.carafe.volumes.attach.VolumeAttachments;
import dev.carafe.volumes.content.FileBlobStore;
import dev.carafe.volumes.version.VolumeStore;
import dev.carafe.volumes.version.VolumeUsers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildVolumesTest {
  private static final MountSpec FRESH = new MountSpec("fresh", "/out", false, true, "");
  private static final MountSpec KEPT = new MountSpec("kept", "/in", false, true, "");

  @TempDir private Path directory;
  private Database database;
  private VolumeStore volumes;
  private VolumeAttachments attachments;
  private BuildVolumes steps;

  @BeforeEach
  void open() {
    database = Database.open(directory.resolve("carafe.db"));
    FileBlobStore blobs = FileBlobStore.open(directory.resolve("volumes"), Clock.systemUTC());
    VolumeUsers users = new VolumeUsers();
    volumes = new VolumeStore(blobs, new SqliteVolumeHeads(database), users, Clock.systemUTC());
    attachments =
        VolumeAttachments.open(
            blobs, volumes, users, TreeKind.LINKS, ContainerUser.ofServer(), Clock.systemUTC());
    steps = new BuildVolumes(attachments);
    volumes.create("kept", "a client");
  }

  @AfterEach
  void close() {
    database.close();
  }

  private List<String> names() {
    return volumes.list().stream().map(VolumeVersion::volume).toList();
  }

  private static void write(StepVolumes.Lent lent, String text) throws IOException {
    for (var view : lent.views()) {
      Files.write(view.upper().resolve("out"), text.getBytes(UTF_8));
    }
  }

  @Test
  void aStepThatFailsLeavesNoVolumeThatItMade() throws IOException {
    try (StepVolumes.Lent lent = steps.lend(List.of(KEPT, FRESH))) {
      write(lent, "half");
    }

    assertThat(names()).containsExactly("kept");
    assertThat(volumes.files("kept", "", true, 0)).isEmpty();
  }

  @Test
  void aStepThatCannotHaveOneOfItsVolumesLeavesNoneOfTheOthers() {
    MountSpec wrong = new MountSpec("no name", "/x", false, true, "");

    assertThatThrownBy(() -> steps.lend(List.of(FRESH, wrong)))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("\"no name\" is no name for a Volume");

    assertThat(names()).containsExactly("kept");
  }

  @Test
  void aStepThatEndsWellLeavesWhatItWrote() throws IOException {
    try (StepVolumes.Lent lent = steps.lend(List.of(KEPT, FRESH))) {
      write(lent, "whole");
      lent.commit();
    }

    assertThat(names()).containsExactly("fresh", "kept");
    assertThat(volumes.files("fresh", "", true, 0)).hasSize(1);
  }

  @Test
  void aStepThatWritesNothingStillLeavesTheVolumeItAskedFor() {
    try (StepVolumes.Lent lent = steps.lend(List.of(FRESH))) {
      lent.commit();
    }

    assertThat(names()).contains("fresh");
  }

  @Test
  void aVolumeThatSomebodyElseHasTakenUpMeanwhileStays() {
    ContainerId other = new ContainerId("ct-1");
    try (StepVolumes.Lent _ = steps.lend(List.of(FRESH))) {
      var _ = attachments.attach(other, FRESH);
    }

    assertThat(names()).contains("fresh");
    attachments.detach(other);
    assertThat(volumes.head("fresh").number()).isEqualTo(1);
  }
}
