package dev.carafe.volumes.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carafe.model.id.BlobId;
import dev.carafe.volumes.content.BlobBatch.Stored;
import dev.carafe.volumes.fake.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlobBatchTest {
  /// What `printf hello | sha256sum` prints.
  private static final BlobId HELLO =
      new BlobId("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");

  @TempDir private Path data;
  private FileBlobStore store;
  private Path growing;

  @BeforeEach
  void open() {
    store = FileBlobStore.open(data, new ManualClock(Instant.now()));
    growing = store.openStaging().resolve("growing");
  }

  @Test
  void bytesInMemoryBecomeABlobWhenTheBatchIsPublished() throws IOException {
    try (BlobBatch batch = store.batch()) {
      assertThat(batch.write("hello".getBytes(UTF_8))).isEqualTo(new Stored(HELLO, 5));
      assertThat(store.has(HELLO)).isFalse();
      batch.publish();
    }
    assertThat(store.file(HELLO).orElseThrow()).hasContent("hello");
  }

  @Test
  void bytesThatAreABlobAlreadyAreNotWrittenAgain() throws IOException {
    try (BlobBatch batch = store.batch()) {
      batch.write("hello".getBytes(UTF_8));
      batch.write("hello".getBytes(UTF_8));
      assertThat(temporaryFiles()).isEqualTo(1);
      batch.publish();
      batch.write("hello".getBytes(UTF_8));
      assertThat(temporaryFiles()).isZero();
    }
  }

  private long temporaryFiles() throws IOException {
    return store.temporaries().stream().filter(Files::isRegularFile).count();
  }

  @Test
  void aFileIsFollowedWhileItIsWritten() throws Exception {
    byte[] content = new byte[80 << 20]; // more than is written before a flush
    new Random(3).nextBytes(content);
    Files.createFile(growing);
    Growth growth = new Growth();
    try (BlobBatch batch = store.batch();
        ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Stored> followed = beside.submit(() -> batch.follow(growing, growth));
      for (int at = 0; at < content.length; at += 10 << 20) {
        Files.write(
            growing, Arrays.copyOfRange(content, at, at + (10 << 20)), StandardOpenOption.APPEND);
        growth.reached(at + (10 << 20));
      }
      growth.complete();
      assertThat(followed.get()).isEqualTo(new Stored(Sha256.of(content), content.length));
      batch.publish();
    }
    assertThat(Sha256.of(store.file(Sha256.of(content)).orElseThrow()))
        .isEqualTo(Sha256.of(content));
    assertThat(growing).doesNotExist();
  }

  @Test
  void aFileWhoseWriterLeftIsNoBlob() throws IOException {
    Files.writeString(growing, "hello");
    Growth growth = new Growth();
    growth.reached(5);
    growth.abandon();
    try (BlobBatch batch = store.batch()) {
      assertThatThrownBy(() -> batch.follow(growing, growth))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("not whole when its writer left");
      batch.publish();
    }
    assertThat(store.has(HELLO)).isFalse();
  }

  @Test
  void aFileThatIsShorterOrLongerThanItsWriterSaidIsRefused() throws IOException {
    Files.writeString(growing, "hello");
    try (BlobBatch batch = store.batch()) {
      for (int said : new int[] {4, 6}) {
        Growth growth = new Growth();
        growth.reached(said);
        growth.complete();
        assertThatThrownBy(() -> batch.follow(growing, growth))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("nothing was stored");
      }
    }
  }

  @Test
  void aLinkIsNotFollowed() throws IOException {
    Files.createSymbolicLink(growing, Files.writeString(data.resolve("secret"), "hello"));
    Growth growth = new Growth();
    growth.complete();
    try (BlobBatch batch = store.batch()) {
      assertThatThrownBy(() -> batch.follow(growing, growth))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("not a regular file");
    }
  }
}
