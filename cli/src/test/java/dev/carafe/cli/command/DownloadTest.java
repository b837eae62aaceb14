package dev.carafe.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carafe.cli.output.Progress;
import dev.carafe.cli.output.Screen;
import dev.carafe.client.FileEntry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DownloadTest {
  private static final FileEntry ROOT =
      new FileEntry("", FileEntry.Kind.DIRECTORY, 0, 0755, Instant.EPOCH, "", "");

  @TempDir Path folder;
  private final Screen screen = Screen.plain();

  @Test
  void filesComeSeveralAtATimeButNoMoreThanSixteen() {
    var sixteen = new CountDownLatch(16);
    var now = new AtomicInteger();
    var most = new AtomicInteger();
    Download.Source source =
        lot -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          sixteen.countDown();
          await(sixteen);
          now.decrementAndGet();
          return content(lot);
        };
    List<FileEntry> files =
        IntStream.range(0, 5_000).mapToObj(i -> file("d" + i % 5 + "/f" + i)).toList();

    download(source, files, false);

    assertThat(most).hasValue(16);
    assertThat(files).allSatisfy(f -> assertThat(at(f.path())).hasContent(f.path()));
    assertThat(screen.err().lines().toList().getLast()).startsWith("received: 5000 files, ");
  }

  @Test
  void smallFilesComeManyToARequestAndLargeOnesAlone() {
    List<Integer> requests = Collections.synchronizedList(new ArrayList<>());
    Download.Source source =
        lot -> {
          requests.add(lot.size());
          return content(lot);
        };
    List<FileEntry> files = new ArrayList<>();
    IntStream.range(0, 300).forEach(i -> files.add(file("f" + i)));
    FileEntry large =
        new FileEntry("l".repeat(200), FileEntry.Kind.FILE, 200_000, 0644, Instant.EPOCH, "", "");
    files.add(100, large);

    download(source, files, false);

    assertThat(requests).containsExactlyInAnyOrder(1, 256, 44);
    assertThat(at(large.path())).hasSize(200_000);
    assertThat(files).allSatisfy(f -> assertThat(at(f.path())).content().startsWith(f.path()));
  }

  @Test
  void contentThatEndsTooEarlyIsAnError() {
    assertThatThrownBy(
            () ->
                download(lot -> content(lot.subList(0, 1)), List.of(file("a"), file("bc")), false))
        .hasMessageContaining("bc came without its last 2 bytes");
    assertThat(at("bc")).doesNotExist();
  }

  @Test
  void contentThatGoesOnIsAnError() {
    assertThatThrownBy(
            () -> download(_ -> content(List.of(file("a"), file("bc"))), List.of(file("a")), false))
        .hasMessageContaining("more came than the Volume lists");
  }

  @Test
  void anyNameArrivesAsItIs() {
    List<FileEntry> files =
        Stream.of("back\\slash", "new\nline", "e\u0301", "日本 🎉", "x", "x.part", "n".repeat(255))
            .map(DownloadTest::file)
            .toList();
    download(DownloadTest::content, files, false);
    assertThat(files).allSatisfy(f -> assertThat(at(f.path())).hasContent(f.path()));
    assertThat(folder.resolve("to")).isDirectoryNotContaining("glob:.carafe-*");
  }

  @Test
  void aDirectoryThatIsMadeHasTheModeAndTheTimeItHasInTheVolume() throws IOException {
    Instant then = Instant.parse("2020-02-02T02:02:02Z");
    FileEntry top = new FileEntry("mt", FileEntry.Kind.DIRECTORY, 0, 0700, then, "", "");
    Path made = folder.resolve("made");
    Path mine = Files.createDirectory(folder.resolve("mine"));
    Object before = Files.getPosixFilePermissions(mine);
    for (Path target : List.of(made, mine)) {
      try (Progress progress = new Progress(screen.terminal(), "received")) {
        new Download(DownloadTest::content, progress, false)
            .run(top, List.of(file("mt/f")), target);
      }
      assertThat(target.resolve("f")).hasContent("mt/f");
    }

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
        .isEqualTo("rwx------");
    assertThat(Files.getLastModifiedTime(made).toInstant()).isEqualTo(then);
    assertThat(Files.getPosixFilePermissions(mine)).as("what was there").isEqualTo(before);
  }

  @Test
  void fileThatFailsEndsTheDownloadAndLeavesNoPart() {
    Download.Source source =
        lot -> {
          if (lot.stream().anyMatch(file -> file.path().equals("bad"))) {
            throw new IllegalStateException("no such blob");
          }
          return content(lot);
        };
    assertThatThrownBy(() -> download(source, List.of(file("good"), file("bad")), false))
        .hasMessage("no such blob");
    assertThat(folder.resolve("to")).isDirectoryNotContaining("glob:.carafe-*");
    assertThat(at("bad")).doesNotExist();
  }

  @Test
  void whatExistsIsNamedWithItsControlCharactersAsEscapes() throws IOException {
    Files.createDirectory(folder.resolve("to"));
    Files.writeString(at("a\nb"), "mine");
    assertThatThrownBy(() -> download(DownloadTest::content, List.of(file("a\nb")), false))
        .hasMessageContaining("/to/a\\nb exists already");
    assertThat(at("a\nb")).hasContent("mine");
    download(DownloadTest::content, List.of(file("a\nb")), true);
    assertThat(at("a\nb")).hasContent("a\nb");
  }

  private void download(Download.Source source, List<FileEntry> files, boolean force) {
    try (Progress progress = new Progress(screen.terminal(), "received")) {
      new Download(source, progress, force).run(ROOT, files, folder.resolve("to"));
    }
  }

  private Path at(String path) {
    return folder.resolve("to").resolve(path);
  }

  private static FileEntry file(String path) {
    int size = path.getBytes(StandardCharsets.UTF_8).length;
    return new FileEntry(path, FileEntry.Kind.FILE, size, 0644, Instant.EPOCH, "", "");
  }

  /// Of each file its path, again and again.
  private static InputStream content(List<FileEntry> files) {
    var all = new ByteArrayOutputStream();
    for (FileEntry file : files) {
      byte[] path = file.path().getBytes(StandardCharsets.UTF_8);
      for (long left = file.size(); left > 0; left -= path.length) {
        all.write(path, 0, (int) Math.min(left, path.length));
      }
    }
    return new ByteArrayInputStream(all.toByteArray());
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(20, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the others did not come");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
