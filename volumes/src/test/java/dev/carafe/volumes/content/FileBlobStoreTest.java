package dev.carafe.volumes.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carafe.model.id.BlobId;
import dev.carafe.volumes.fake.ManualClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileBlobStoreTest {
  /// What `printf hello | sha256sum` prints.
  private static final BlobId HELLO =
      new BlobId("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");

  private final ManualClock clock = new ManualClock(Instant.now());
  @TempDir private Path data;
  private FileBlobStore store;

  @BeforeEach
  void open() {
    store = FileBlobStore.open(data, clock);
  }

  @Test
  void aBlobIsNamedByTheSha256OfItsBytes() throws IOException {
    assertThat(store.put(bytes("hello"))).isEqualTo(HELLO);
    assertThat(store.has(HELLO)).isTrue();
    Path file = store.file(HELLO).orElseThrow();
    assertThat(file)
        .hasContent("hello")
        .isEqualTo(data.resolve("blobs/2c").resolve(HELLO.sha256()));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("r--r--r--");
    assertThat(store.temporaries()).isEmpty();
  }

  @Test
  void theSameBytesAreStoredOnce() throws IOException {
    store.put(bytes("hello"));
    Object first = Files.readAttributes(store.file(HELLO).orElseThrow(), "unix:ino").get("ino");
    store.put(bytes("hello"));
    assertThat(Files.readAttributes(store.file(HELLO).orElseThrow(), "unix:ino").get("ino"))
        .isEqualTo(first);
    assertThat(store.temporaries()).isEmpty();
  }

  @Test
  void otherBytesThanExpectedLeaveNothing() throws IOException {
    assertThatThrownBy(() -> store.put(HELLO, bytes("hallo")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(HELLO.sha256())
        .hasMessageContaining("nothing was stored");
    assertThat(store.has(HELLO)).isFalse();
    assertThat(store.temporaries()).isEmpty();
  }

  @Test
  void aStreamThatBreaksLeavesNothing() throws IOException {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the peer went away");
          }

          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            throw new IOException("the peer went away");
          }
        };
    assertThatThrownBy(() -> store.put(broken))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("the peer went away");
    assertThat(store.temporaries()).isEmpty();
  }

  @Test
  void anAdoptedFileBecomesTheBlobWithoutACopy() throws IOException {
    Path staged = store.openStaging().resolve("0");
    Files.writeString(staged, "hello");
    Object inode = Files.readAttributes(staged, "unix:ino").get("ino");
    store.adopt(staged, HELLO);
    Path file = store.file(HELLO).orElseThrow();
    assertThat(file).hasContent("hello");
    assertThat(Files.readAttributes(file, "unix:ino").get("ino")).isEqualTo(inode);
    assertThat(staged).doesNotExist();
  }

  @Test
  void adoptingManyIsAllOrNothing() throws IOException {
    Path staging = store.openStaging();
    Map<Path, BlobId> files = new LinkedHashMap<>();
    files.put(Files.writeString(staging.resolve("good"), "hello"), HELLO);
    BlobId wrong = new BlobId("0".repeat(64));
    files.put(Files.writeString(staging.resolve("bad"), "other"), wrong);
    assertThatThrownBy(() -> store.adoptAll(files))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bad");
    assertThat(store.has(HELLO)).isFalse();
    assertThat(staging.resolve("good")).hasContent("hello");
  }

  @Test
  void filesThatNobodyHashedAreNamedByTheStore() throws IOException {
    Path staged = Files.writeString(store.openStaging().resolve("0"), "hello");
    assertThat(store.adoptAll(Set.of(staged))).containsExactly(Map.entry(staged, HELLO));
    assertThat(store.has(HELLO)).isTrue();
    assertThat(staged).doesNotExist();
  }

  @Test
  void aLinkIsNotAdopted() throws IOException {
    Path staging = store.openStaging();
    Path secret = Files.writeString(data.resolve("secret"), "hello");
    Path link = Files.createSymbolicLink(staging.resolve("0"), secret);
    assertThatThrownBy(() -> store.adopt(link, HELLO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not a regular file");
    assertThat(store.has(HELLO)).isFalse();
  }

  @Test
  void largeAndManyFilesAreAdoptedTogether() throws IOException {
    Path staging = store.openStaging();
    Map<Path, BlobId> files = new LinkedHashMap<>();
    for (int i = 0; i < 100; i++) {
      Path file = staging.resolve("f" + i);
      Files.writeString(file, "file " + i);
      files.put(file, Sha256.of(file));
    }
    Path large = staging.resolve("large");
    Files.write(large, new byte[9 << 20]);
    files.put(large, Sha256.of(large));
    store.adoptAll(files);
    assertThat(files.values()).allMatch(store::has);
    assertThat(staging).isEmptyDirectory();
  }

  @Test
  void whatAnEarlierProcessLeftHalfDoneIsSweptAtStart() throws IOException {
    Path staging = store.openStaging();
    Files.writeString(staging.resolve("left"), "half");
    Files.writeString(data.resolve("tmp/blob-7"), "half");
    FileBlobStore.open(data, clock);
    assertThat(data.resolve("tmp")).isEmptyDirectory();
  }

  @Test
  void aSweepSparesWhatIsLiveFreshOrAskedFor() throws IOException {
    Duration grace = Duration.ofHours(1);
    BlobId live = store.put(bytes("live"));
    BlobId unused = store.put(bytes("unused"));
    BlobId asked = store.put(bytes("asked"));
    for (BlobId blob : Set.of(live, unused, asked)) {
      Path file = store.file(blob).orElseThrow();
      Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
    }
    assertThat(store.sweep(() -> Set.of(live), grace)).isEqualTo(new FileBlobStore.Swept(0, 0));

    clock.forward(Duration.ofHours(2));
    BlobId fresh = store.put(bytes("fresh"));
    assertThat(store.has(asked)).isTrue();
    assertThat(store.sweep(() -> Set.of(live), grace)).isEqualTo(new FileBlobStore.Swept(1, 6));
    assertThat(store.has(unused)).isFalse();
    assertThat(Set.of(live, asked, fresh)).allMatch(store::has);
  }

  @Test
  void aSweepSoonAfterTheStartTrustsTheAnswersOfTheProcessBefore() throws IOException {
    BlobId blob = store.put(bytes("old"));
    Files.setLastModifiedTime(store.file(blob).orElseThrow(), FileTime.fromMillis(0));
    FileBlobStore next = FileBlobStore.open(data, clock);
    assertThat(next.sweep(() -> Set.of(), Duration.ofHours(1)).blobs()).isZero();
    clock.forward(Duration.ofHours(2));
    assertThat(next.sweep(() -> Set.of(), Duration.ofHours(1)).blobs()).isEqualTo(1);
  }

  @Test
  void aLinkCanBeRunWhenAskedFor() throws IOException {
    BlobId script = store.put(bytes("#!/bin/sh\necho hi\n"));
    store.link(script, true, data.resolve("run.sh"));
    store.link(script, false, data.resolve("text"));
    assertThat(Files.isExecutable(data.resolve("run.sh"))).isTrue();
    assertThat(Files.getPosixFilePermissions(data.resolve("text")).toString())
        .doesNotContain("EXECUTE");
  }

  @Test
  void aBlobHasMoreNamesThanTheFileSystemAllows() throws IOException {
    BlobId blob = store.put(bytes("hello"));
    Path links = Files.createDirectory(data.resolve("links"));
    int count = 65_100; // ext4 stops at 65,000
    for (int i = 0; i < count; i++) {
      store.link(blob, false, links.resolve(Integer.toString(i)));
    }
    assertThat(links.resolve(Integer.toString(count - 1))).hasContent("hello");
    assertThat(links.resolve("0")).hasContent("hello");
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }
}
