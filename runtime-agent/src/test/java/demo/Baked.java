package demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Functions that an image runs while it is built.
public final class Baked {
  private Baked() {}

  /// How thorough.
  enum Mode {
    QUICK,
    FULL
  }

  record Part(String name, int size) {}

  static void write(
      String file, Optional<String> revision, Mode mode, List<Part> parts, Map<String, Long> sizes)
      throws IOException {
    Files.writeString(Path.of(file), "%s %s %s %s".formatted(revision, mode, parts, sizes));
    System.out.println("written");
    Thread.ofPlatform().daemon(false).start(Baked::stay);
  }

  private static void stay() {
    try {
      Thread.sleep(100_000);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  public static void fail(int code) {
    System.out.println("about to fail");
    throw new IllegalStateException("no weights: " + code, new IOException("disk"));
  }
}
