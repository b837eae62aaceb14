package dev.carafe.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServerLockTest {
  @TempDir Path temp;

  @Test
  void aDataDirectoryIsForOneServer() throws Exception {
    try (ServerLock _ = ServerLock.take(temp)) {
      assertThatThrownBy(() -> ServerLock.take(temp))
          .isInstanceOf(ServerException.class)
          .hasMessageContaining("another server uses it");
    }
    try (ServerLock again = ServerLock.take(temp)) {
      assertThat(again).isNotNull();
    }
  }

  @Test
  void aFileIsNoDataDirectory() throws Exception {
    Path file = Files.writeString(temp.resolve("file"), "");
    assertThatThrownBy(() -> ServerLock.take(file))
        .isInstanceOf(ServerException.class)
        .hasMessage("The data directory %s is a file. Name a directory with --data.", file);
  }
}
