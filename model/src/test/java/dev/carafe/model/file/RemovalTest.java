package dev.carafe.model.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RemovalTest {
  @TempDir Path dir;

  @Test
  void aTreeGoesWhateverItsModesAndItsLinksAreNotFollowed() throws IOException {
    Path kept = Files.writeString(dir.resolve("kept"), "x");
    Path tree = Files.createDirectories(dir.resolve("tree"));
    Path closed = Files.createDirectories(tree.resolve("closed/deep"));
    Files.writeString(closed.resolve("file"), "y");
    Files.createSymbolicLink(tree.resolve("link"), dir);
    Files.setPosixFilePermissions(
        tree.resolve("closed"), PosixFilePermissions.fromString("---------"));

    Removal.tree(tree);
    Removal.tree(tree);

    assertThat(tree).doesNotExist();
    assertThat(kept).hasContent("x");
  }
}
