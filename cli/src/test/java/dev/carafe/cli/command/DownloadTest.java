package dev.carafe.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carafe.cli.output.Progress;
import dev.carafe.cli.output.Screen;
import dev.carafe.client.FileEntry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
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
        file -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          sixteen.countDown();
          await(sixteen);
          now.decrementAndGet();
          return content(file);
        };
    List<FileEntry> files =
        IntStream.range(0, 50).mapToObj(i -> file("d" + i % 5 + "/f" + i)).toList();

    download(source, files, false);

    assertThat(most).hasValue(16);
    assertThat(files).allSatisfy(f -> assertThat(at(f.path())).hasContent(f.path()));
    assertThat(screen.err()).startsWith("received: 50 files, ");
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
  void fileThatFailsEndsTheDownloadAndLeavesNoPart() {
    Download.Source source =
        file -> {
          if (file.path().equals("bad")) {
            throw new IllegalStateException("no such blob");
          }
          return content(file);
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

  private static InputStream content(FileEntry file) {
    return new ByteArrayInputStream(file.path().getBytes(StandardCharsets.UTF_8));
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
