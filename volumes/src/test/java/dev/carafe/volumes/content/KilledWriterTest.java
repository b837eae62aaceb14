package dev.carafe.volumes.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.model.id.BlobId;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledWriterTest {
  @TempDir private Path data;

  @Test
  void aWriterKilledInTheMiddleLeavesWholeBlobsAlone() throws Exception {
    for (int round = 0; round < 3; round++) {
      Process writer =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "--enable-native-access=ALL-UNNAMED",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Writer.class.getName(),
                  data.toString(),
                  Integer.toString(round))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      BlobId acknowledged;
      try (BufferedReader out = writer.inputReader()) {
        BlobId last = new BlobId(out.readLine());
        for (int i = 0; i < 30; i++) {
          last = new BlobId(out.readLine());
        }
        acknowledged = last;
        writer.destroyForcibly().waitFor();
      }
      FileBlobStore store = FileBlobStore.open(data, Clock.systemUTC());
      assertThat(store.has(acknowledged)).isTrue();
      assertThat(store.temporaries()).isEmpty();
      for (Path blob : blobs()) {
        assertThat(Sha256.of(blob).sha256()).isEqualTo(blob.getFileName().toString());
      }
    }
  }

  private List<Path> blobs() throws IOException {
    try (Stream<Path> all = Files.walk(data.resolve("blobs"))) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  /// Stores blobs without end and prints each id once it is stored.
  static final class Writer {
    private Writer() {}

    public static void main(String[] args) {
      FileBlobStore store = FileBlobStore.open(Path.of(args[0]), Clock.systemUTC());
      Random random = new Random(Long.parseLong(args[1]));
      while (true) {
        byte[] bytes = new byte[random.nextInt(200_000)];
        random.nextBytes(bytes);
        BlobId id = store.put(new ByteArrayInputStream(bytes));
        System.out.println(id.sha256());
      }
    }
  }
}
