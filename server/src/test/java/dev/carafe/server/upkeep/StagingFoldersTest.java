package dev.carafe.server.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carafe.server.refusal.Refusal;
import dev.carafe.volumes.content.FileBlobStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StagingFoldersTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private final Instant start = Instant.now();

  @TempDir Path data;

  private static final class Later extends Clock {
    private Instant now = Instant.now();

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private final Later clock = new Later();

  private Path abandoned(StagingFolders folders) throws IOException {
    Path folder = folders.open();
    Files.writeString(folder.resolve("half"), "of a file");
    return folder;
  }

  private StagingFolders folders() {
    return new StagingFolders(FileBlobStore.open(data, Clock.systemUTC()), clock);
  }

  @Test
  void whatAKilledClientLeftGoesAfterAnHourWithoutARestart() throws IOException {
    StagingFolders folders = folders();
    Path folder = abandoned(folders);
    assertThat(folders.sweep(HOUR)).isZero();
    clock.now = start.plus(HOUR).plusSeconds(60);
    assertThat(folders.sweep(HOUR)).isEqualTo(1);
    assertThat(folder).doesNotExist();
    assertThatThrownBy(() -> folders.used(folder))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("upload again");
  }

  @Test
  void aFolderIntoWhichAClientStillCopiesStays() throws IOException {
    StagingFolders folders = folders();
    Path folder = abandoned(folders);
    clock.now = start.plus(HOUR).plusSeconds(60);
    Files.setLastModifiedTime(
        folder.resolve("half"), FileTime.from(clock.now.minus(Duration.ofMinutes(5))));
    assertThat(folders.sweep(HOUR)).isZero();
    assertThat(folder).exists();
  }

  @Test
  void aFolderThatFilesAreTakenOverFromStays() throws IOException {
    StagingFolders folders = folders();
    Path folder = abandoned(folders);
    clock.now = start.plus(HOUR.multipliedBy(3));
    folders.used(folder);
    clock.now = clock.now.plus(Duration.ofMinutes(59));
    assertThat(folders.sweep(HOUR)).isZero();
    clock.now = clock.now.plus(HOUR);
    assertThat(folders.sweep(HOUR)).isEqualTo(1);
  }

  @Test
  void aFolderOfAClientThatEndedInOrderIsForgotten() throws IOException {
    StagingFolders folders = folders();
    Path folder = folders.open();
    Files.delete(folder);
    clock.now = start.plus(HOUR.multipliedBy(3));
    assertThat(folders.sweep(HOUR)).isZero();
    assertThatThrownBy(() -> folders.used(folder)).isInstanceOf(Refusal.class);
  }
}
