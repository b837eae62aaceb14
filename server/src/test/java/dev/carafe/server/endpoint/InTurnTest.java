package dev.carafe.server.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InTurnTest {
  @TempDir private Path folder;

  private Path file(String content) throws IOException {
    return Files.writeString(Files.createTempFile(folder, "f", ""), content);
  }

  @Test
  void contentsFollowOneAnotherAcrossTheEndsOfReads() throws IOException {
    List<Path> files = List.of(file("one"), file(""), file("two"), file("x"));
    try (InTurn in = new InTurn(files.iterator())) {
      assertThat(in.readNBytes(4)).asString(StandardCharsets.UTF_8).isEqualTo("onet");
      assertThat(in.read()).isEqualTo('w');
      assertThat(in.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("ox");
    }
  }

  @Test
  void noFileIsOpenedBeforeItsTurn() throws IOException {
    List<Path> asked = new ArrayList<>();
    Path first = file("a");
    try (InTurn in = new InTurn(Stream.of(first, file("b")).peek(asked::add).iterator())) {
      assertThat(in.read()).isEqualTo('a');
      assertThat(asked).containsExactly(first);
    }
  }
}
