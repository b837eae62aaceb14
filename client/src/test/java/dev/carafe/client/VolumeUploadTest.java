package dev.carafe.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carafe.client.control.FakeBlobs;
import dev.carafe.client.control.FakeServer;
import dev.carafe.client.control.FakeVolumes;
import dev.carafe.client.control.FileIndex;
import dev.carafe.client.control.TransferListener;
import dev.carafe.protocol.proto.FileRow;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VolumeUploadTest {
  @TempDir Path folder;
  private final FakeBlobs blobs = new FakeBlobs();
  private final FakeVolumes fake = new FakeVolumes(blobs);
  private FakeServer server;
  private Volumes volumes;
  private Volume volume;

  @BeforeEach
  void start() {
    server = new FakeServer(blobs, fake);
    volumes = new Volumes(server.client().volumes(), FakeServer::failure);
    volume = volumes.create("weights");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void filesArriveWithContentModeAndTime() throws IOException {
    Path file = file("run.sh", "echo hello");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x---"));

    try (BatchUpload upload = volume.batchUpload()) {
      upload.putFile(file, "/bin/run.sh");
    }

    FileRow row = Objects.requireNonNull(fake.rows("weights").get("bin/run.sh"));
    assertThat(row.getMode()).isEqualTo(0750);
    assertThat(row.getMtimeMillis()).isEqualTo(Files.getLastModifiedTime(file).toMillis());
    assertThat(text("bin/run.sh")).isEqualTo("echo hello");
  }

  @Test
  void nothingIsSentBeforeClose() throws IOException {
    try (BatchUpload upload = volume.batchUpload()) {
      upload.putFile(file("a", "a"), "/a");
      assertThat(fake.rows("weights")).isEmpty();
      assertThat(blobs.count()).isZero();
    }
    assertThat(fake.rows("weights")).containsOnlyKeys("a");
    assertThat(fake.version("weights")).isEqualTo(1);
  }

  @Test
  void secondPutOfTheSameFilesMovesNoData() throws IOException {
    Path directory = Files.createDirectory(folder.resolve("model"));
    Files.write(directory.resolve("a.bin"), bytes(3_000_000));
    Files.writeString(directory.resolve("b.txt"), "b");

    put(directory, "/one");
    long first = blobs.streamed();
    put(directory, "/two");

    assertThat(first).isEqualTo(3_000_001);
    assertThat(blobs.streamed()).isEqualTo(first);
    assertThat(fake.rows("weights"))
        .containsOnlyKeys("one", "one/a.bin", "one/b.txt", "two", "two/a.bin", "two/b.txt");
  }

  @Test
  void equalContentInOneUploadIsSentOnce() throws IOException {
    try (BatchUpload upload = volume.batchUpload()) {
      upload.putFile(file("x", "same"), "/x").putFile(file("y", "same"), "/y");
    }
    assertThat(blobs.streamed()).isEqualTo(4);
  }

  @Test
  void directoriesKeepLinksAndEmptyDirectories() throws IOException {
    Path directory = folder.resolve("tree");
    Files.createDirectories(directory.resolve("empty"));
    Files.createDirectory(directory.resolve("sub"));
    Files.writeString(directory.resolve("sub/file"), "content");
    Files.createSymbolicLink(directory.resolve("sub/link"), Path.of("../sub/file"));

    put(directory, "/");

    assertThat(fake.rows("weights")).containsOnlyKeys("empty", "sub", "sub/file", "sub/link");
    assertThat(text("sub/link")).isEqualTo("content");
    assertThat(volume.stat("/empty").kind()).isEqualTo(FileEntry.Kind.DIRECTORY);
  }

  @Test
  void linkThatLeavesTheVolumeIsRefusedAndNothingIsSent() throws IOException {
    Path directory = Files.createDirectory(folder.resolve("tree"));
    Files.writeString(directory.resolve("good"), "good");
    Files.createSymbolicLink(directory.resolve("bad"), Path.of("../../nowhere"));

    assertThatThrownBy(() -> put(directory, "/m")).hasMessageContaining("outside of the Volume");
    assertThat(fake.rows("weights")).isEmpty();
  }

  @Test
  void whatStandsInTheWayOfMuchIsSaidBeforeAnyOfItIsSent() throws IOException {
    try (BatchUpload upload = volume.batchUpload()) {
      upload.putFile(file("small", "old"), "/large");
    }
    long before = blobs.streamed();
    Path large = folder.resolve("large");
    try (RandomAccessFile sparse = new RandomAccessFile(large.toFile(), "rw")) {
      sparse.setLength(65L << 20);
    }

    assertThatThrownBy(
            () -> {
              try (BatchUpload upload = volume.batchUpload()) {
                upload.putFile(large, "/large");
              }
            })
        .hasMessage("exist already: large");
    assertThat(blobs.streamed()).isEqualTo(before);
  }

  @Test
  void ofALargeFileThatChangedOnlyTheBlocksThatDifferAreSent() throws IOException {
    byte[] content = bytes(40 << 20);
    Path large = Files.write(folder.resolve("large"), content);
    try (BatchUpload upload = volume.batchUpload()) {
      upload.putFile(large, "/large");
    }
    long first = blobs.streamed();
    content[20 << 20]++;
    Files.write(large, content);
    List<Long> totals = new ArrayList<>();

    try (BatchUpload upload = volume.batchUpload().force(true).listener(totals(totals))) {
      upload.putFile(large, "/large");
    }

    assertThat(first).isEqualTo(40 << 20);
    assertThat(blobs.streamed() - first).isEqualTo(8 << 20);
    assertThat(totals.getLast()).isEqualTo(8 << 20);
    assertThat(volume.read("/large")).hasBinaryContent(content);
  }

  @Test
  void aLargeFileThatIsWrittenWhileItIsSentIsRefused() throws IOException {
    Path large = Files.write(folder.resolve("large"), bytes(20 << 20));
    TransferListener writing =
        new TransferListener() {
          @Override
          public void hashing(long bytes) {}

          @Override
          public void sending(long bytes, long ofBytes) {
            try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
              file.seek(19 << 20);
              file.writeLong(ofBytes ^ 42);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        };
    assertThatThrownBy(
            () -> {
              try (BatchUpload upload = volume.batchUpload().listener(writing)) {
                upload.putFile(large, "/large");
              }
            })
        .hasMessageContaining("large was changed while it was uploaded");
    assertThat(fake.rows("weights")).isEmpty();
  }

  private static TransferListener totals(List<Long> heard) {
    return new TransferListener() {
      @Override
      public void hashing(long bytes) {}

      @Override
      public void sending(long bytes, long ofBytes) {
        heard.add(ofBytes);
      }
    };
  }

  @Test
  void aLinkToADirectoryIsFollowedWhenItIsNamed() throws IOException {
    Path directory = Files.createDirectory(folder.resolve("real"));
    Files.writeString(directory.resolve("file"), "content");

    put(Files.createSymbolicLink(folder.resolve("link"), directory), "/m");

    assertThat(fake.rows("weights")).containsOnlyKeys("m", "m/file");
  }

  @Test
  void whatIsNoFileIsToBePutAsAStream() {
    try (BatchUpload upload = volume.batchUpload()) {
      assertThatThrownBy(() -> upload.putFile(Path.of("/dev/null"), "/a"))
          .hasMessageContaining("/dev/null is neither a file nor a directory")
          .hasMessageContaining("as a stream");
    }
  }

  @Test
  void existingPathWithoutForceFailsTheWholeUpload() throws IOException {
    Path file = file("a", "old");
    try (BatchUpload upload = volume.batchUpload()) {
      upload.putFile(file, "/a");
    }
    Files.writeString(file, "new");

    assertThatThrownBy(
            () -> {
              try (BatchUpload upload = volume.batchUpload()) {
                upload.putFile(file, "/a").putFile(file, "/b");
              }
            })
        .hasMessage("exist already: a");
    assertThat(fake.rows("weights")).containsOnlyKeys("a");

    try (BatchUpload upload = volume.batchUpload().force(true)) {
      upload.putFile(file, "/a");
    }
    assertThat(text("a")).isEqualTo("new");
  }

  @Test
  void uploadOfWhatIsThereAlreadyLeavesTheVersion() throws IOException {
    Path file = file("a", "same");
    BatchUpload first = volume.batchUpload();
    try (first) {
      first.putFile(file, "/a");
    }
    assertThat(first.changed()).isTrue();
    BatchUpload again = volume.batchUpload().force(true);
    try (again) {
      again.putFile(file, "/a");
    }
    assertThat(again.changed()).isFalse();
    assertThat(again.version()).isEqualTo(1);
  }

  @Test
  void namesOfAnyUnicodeArriveAsTheyAre() throws IOException {
    Path directory = Files.createDirectory(folder.resolve("odd"));
    List<String> names =
        List.of("back\\slash", "new\nline", "e\u0301", "日本 🎉", "\u001b[31m", "\uFFFD");
    for (String name : names) {
      Files.writeString(directory.resolve(name), name);
    }
    put(directory, "/");
    assertThat(fake.rows("weights").keySet()).containsExactlyInAnyOrderElementsOf(names);
  }

  @Test
  void nameThatIsNotUtf8IsRefusedByItsBytesAndNothingIsSent() throws Exception {
    Path directory = Files.createDirectory(folder.resolve("latin"));
    Files.writeString(directory.resolve("good"), "good");
    Process made =
        new ProcessBuilder("sh", "-c", "printf x > \"$(printf 'caf\\351')\"")
            .directory(directory.toFile())
            .start();
    assertThat(made.waitFor()).isZero();

    assertThatThrownBy(() -> put(directory, "/"))
        .hasMessageContaining("is not UTF-8 (caf%E9); rename the file");
    assertThat(fake.rows("weights")).isEmpty();
    assertThat(blobs.count()).isZero();
  }

  @Test
  void refusalOfANameShowsItsControlCharactersAsEscapes() throws IOException {
    Path directory = Files.createDirectory(folder.resolve("odd"));
    Files.createSymbolicLink(directory.resolve("a\nb"), Path.of("/etc/hosts"));
    assertThatThrownBy(() -> put(directory, "/")).hasMessageContaining("a\\nb is a link to");
  }

  @Test
  void listedFileIsReadWithoutAnotherLookAtTheVolume() throws IOException {
    Path file = file("a", "old");
    try (BatchUpload upload = volume.batchUpload()) {
      upload.putFile(file, "/a");
    }
    FileEntry listed = volume.list("/", true).getFirst();
    volume.remove("/a", false);
    assertThat(volume.read(listed)).hasContent("old");
  }

  @Test
  void afterPutThatFailedCloseSendsNothing() throws IOException {
    Path good = file("good", "good");
    assertThatThrownBy(
            () -> {
              try (BatchUpload upload = volume.batchUpload()) {
                upload.putFile(good, "/good").putFile(folder.resolve("missing"), "/missing");
              }
            })
        .hasMessageContaining("There is no file")
        .hasMessageContaining("missing");
    assertThat(fake.rows("weights")).isEmpty();
  }

  @Test
  void streamsAreUploaded() {
    byte[] content = bytes(2_500_000);
    try (BatchUpload upload = volume.batchUpload()) {
      upload.put(new ByteArrayInputStream(content), "/stream.bin");
    }
    assertThat(volume.read("/stream.bin")).hasBinaryContent(content);
  }

  @Test
  void onTheSameMachineLargeFilesAreCopiedNotStreamed() throws IOException {
    Path staging = Files.createDirectory(folder.resolve("staging"));
    fake.offerStaging(staging, true);
    byte[] big = bytes(1_000_000);
    try (BatchUpload upload = volume.batchUpload()) {
      upload.put(new ByteArrayInputStream(big), "/big").putFile(file("a", "a"), "/a");
    }
    assertThat(fake.adopted()).isEqualTo(1);
    assertThat(blobs.streamed()).isEqualTo(1);
    assertThat(text("a")).isEqualTo("a");
    assertThat(volume.read("/big")).hasBinaryContent(big);
    assertThat(staging).doesNotExist();
  }

  @Test
  void fileThatIsWrittenWhileItIsCopiedIsRefused() throws IOException {
    fake.offerStaging(Files.createDirectory(folder.resolve("staging")), true);
    Path file = Files.write(folder.resolve("log"), bytes(300_000));
    assertThatThrownBy(
            () -> {
              try (BatchUpload upload = volume.batchUpload()) {
                upload.putFile(file, "/log");
                Files.write(file, bytes(1), StandardOpenOption.APPEND);
              }
            })
        .hasMessageContaining("was changed while it was uploaded");
    assertThat(fake.rows("weights")).isEmpty();
  }

  @Test
  void unchangedFilesAreNotReadAgainUnlessAskedTo() throws IOException {
    Path directory = Files.createDirectory(folder.resolve("model"));
    Files.writeString(directory.resolve("a"), "content");
    assertThat(putLater(directory, "/one", false)).isEqualTo("content".length());
    assertThat(putLater(directory, "/two", false)).isZero();
    assertThat(putLater(directory, "/three", true)).isEqualTo("content".length());
    assertThat(text("two/a")).isEqualTo("content");
  }

  @Test
  void fileThatWasRewrittenWithItsOldSizeAndTimeIsReadAgain() throws IOException {
    Path directory = Files.createDirectory(folder.resolve("model"));
    Path file = Files.writeString(directory.resolve("a"), "before");
    FileTime modified = Files.getLastModifiedTime(file);
    putLater(directory, "/one", false);
    Files.writeString(file, "after!");
    Files.setLastModifiedTime(file, modified);
    putLater(directory, "/two", false);
    assertThat(text("two/a")).isEqualTo("after!");
  }

  @Test
  void fileThatWasJustWrittenIsNotRemembered() throws IOException {
    Path directory = Files.createDirectory(folder.resolve("model"));
    Files.writeString(directory.resolve("a"), "content");
    FileIndex index = FileIndex.in(folder.resolve("index"), Clock.systemUTC());
    try (BatchUpload upload = volume.batchUpload().index(index)) {
      upload.putDirectory(directory, "/one");
    }
    assertThat(putLater(directory, "/two", false)).isEqualTo("content".length());
  }

  @Test
  void damagedIndexIsAsGoodAsNone() throws IOException {
    Path directory = Files.createDirectory(folder.resolve("model"));
    Files.writeString(directory.resolve("a"), "content");
    putLater(directory, "/one", false);
    try (Stream<Path> kept = Files.list(folder.resolve("index"))) {
      for (Path one : kept.toList()) {
        Files.write(one, Arrays.copyOf(Files.readAllBytes(one), 20));
      }
    }
    assertThat(putLater(directory, "/two", false)).isEqualTo("content".length());
    assertThat(text("two/a")).isEqualTo("content");
  }

  /// An upload an hour from now; how many bytes of files it hashed.
  private long putLater(Path directory, String remote, boolean rehash) {
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));
    AtomicLong hashed = new AtomicLong();
    TransferListener listener =
        new TransferListener() {
          @Override
          public void hashing(long bytes) {
            hashed.addAndGet(bytes);
          }

          @Override
          public void sending(long bytes, long ofBytes) {}
        };
    try (BatchUpload upload = volume.batchUpload().rehash(rehash).listener(listener)) {
      upload.index(FileIndex.in(folder.resolve("index"), later)).putDirectory(directory, remote);
    }
    return hashed.get();
  }

  @Test
  void folderWithoutTheProofIsNotTrusted() throws IOException {
    fake.offerStaging(Files.createDirectory(folder.resolve("staging")), false);
    try (BatchUpload upload = volume.batchUpload()) {
      upload.putFile(file("a", "a"), "/a");
    }
    assertThat(fake.adopted()).isZero();
    assertThat(blobs.streamed()).isEqualTo(1);
  }

  @Test
  void directoryIsRemovedOnlyWithRecursive() throws IOException {
    try (BatchUpload upload = volume.batchUpload()) {
      upload.putFile(file("a", "a"), "/dir/a").putFile(file("b", "b"), "/b");
    }
    assertThatThrownBy(() -> volume.remove("/dir", false))
        .hasMessageContaining("directory with 1 entry;");
    volume.remove("/dir", true);
    volume.remove("/b", false);
    assertThat(fake.rows("weights")).isEmpty();
  }

  @Test
  void directoryCannotBeRead() throws IOException {
    try (BatchUpload upload = volume.batchUpload()) {
      upload.putFile(file("a", "a"), "/dir/a");
    }
    assertThatThrownBy(() -> volume.read("/dir")).hasMessageContaining("/dir is a directory");
  }

  @Test
  void unknownVolumeNamesTheNearest() {
    assertThatThrownBy(() -> volumes.get("weihgts"))
        .hasMessageContaining("There is no Volume weihgts. Did you mean weights?");
  }

  @Test
  void ephemeralVolumeEndsWithItsBlock() throws IOException {
    String name;
    try (EphemeralVolume ephemeral = volumes.ephemeral()) {
      name = ephemeral.volume().name();
      assertThat(volumes.list()).extracting(VolumeEntry::name).contains(name);
    }
    assertThat(volumes.list()).extracting(VolumeEntry::name).doesNotContain(name);
  }

  private void put(Path directory, String remote) {
    try (BatchUpload upload = volume.batchUpload()) {
      upload.putDirectory(directory, remote);
    }
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  private String text(String path) throws IOException {
    try (InputStream in = volume.read(path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(7).nextBytes(bytes);
    return bytes;
  }
}
