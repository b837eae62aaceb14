package dev.carafe.model.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileWordsTest {
  @TempDir Path folder;

  @Test
  void whatTheJdkSaysByThePathAloneIsSaidInWords() throws IOException {
    Path missing = folder.resolve("missing");
    Path there = Files.createDirectory(folder.resolve("there"));
    Files.createFile(there.resolve("file"));

    assertThat(FileWords.of(failure(() -> Files.readString(missing))))
        .isEqualTo("there is no " + missing);
    assertThat(FileWords.of(failure(() -> Files.createDirectory(there))))
        .isEqualTo("there is a " + there + " already");
    assertThat(FileWords.of(failure(() -> Files.delete(there)))).isEqualTo(there + " is not empty");
  }

  @Test
  void aReasonIsKept() {
    Path below = Path.of("/dev/null/x");
    assertThat(FileWords.of(failure(() -> Files.readString(below))))
        .isEqualTo("/dev/null/x: Not a directory");
    assertThat(FileWords.of(new IOException("it broke"))).isEqualTo("it broke");
    assertThat(FileWords.of(new EOFException())).isEqualTo("EOFException");
  }

  private interface Action {
    void run() throws IOException;
  }

  private static IOException failure(Action action) {
    return catchThrowableOfType(IOException.class, action::run);
  }
}
