package dev.carafe.volumes.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HolesTest {
  private static final int PART = 1 << 20;

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    byte[] bytes = new byte[3 * PART];
    bytes[0] = 1;
    bytes[bytes.length - 1] = 1;
    file = Files.write(folder.resolve("file"), bytes);
  }

  private void punchAll(Path path) throws IOException {
    byte[] bytes = Files.readAllBytes(path);
    try (Holes holes = Holes.in(path, PART)) {
      for (int at = 0; at < bytes.length; at += PART) {
        holes.punch(at, ByteBuffer.wrap(bytes, at, PART));
      }
    }
  }

  private long bytesOnDisk() throws IOException {
    Process stat = new ProcessBuilder("stat", "--format=%b", file.toString()).start();
    try (var said = stat.inputReader()) {
      return 512 * Long.parseLong(said.readLine());
    }
  }

  @Test
  void zerosTakeNoRoomAndAllReadsAsBefore() throws IOException {
    byte[] before = Files.readAllBytes(file);

    punchAll(file);

    assertThat(file).hasBinaryContent(before);
    assertThat(bytesOnDisk()).isEqualTo(2 * PART);
  }

  @Test
  void aFileThatALinkLeadsToIsLeftAlone() throws IOException {
    punchAll(Files.createSymbolicLink(folder.resolve("link"), file));

    assertThat(bytesOnDisk()).isEqualTo(3 * PART);
  }

  @Test
  void aFolderMayBeReachedByALink() throws IOException {
    Path real = Files.createDirectory(folder.resolve("real"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), real);
    file = Files.move(file, real.resolve("file"));

    punchAll(link.resolve("file"));

    assertThat(bytesOnDisk()).isEqualTo(2 * PART);
  }
}
