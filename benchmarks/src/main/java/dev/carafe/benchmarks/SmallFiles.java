package dev.carafe.benchmarks;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// A folder of many small files, which can be made other files.
final class SmallFiles {
  private final List<Path> files = new ArrayList<>();
  private long bytes;
  private long round;

  private SmallFiles() {}

  /// So many files in so many folders below `tree`, of `least` bytes and up to `more` more.
  static SmallFiles in(Path tree, int files, int folders, int least, int more) throws IOException {
    SmallFiles made = new SmallFiles();
    Random random = new Random(1);
    for (int i = 0; i < files; i++) {
      byte[] content = new byte[least + random.nextInt(more)];
      random.nextBytes(content);
      Path parent = Files.createDirectories(tree.resolve("d" + i % folders));
      made.files.add(Files.write(parent.resolve("f" + i), content));
      made.bytes += content.length;
    }
    return made;
  }

  long bytes() {
    return bytes;
  }

  void changeAll() throws IOException {
    round++;
    for (Path file : files) {
      change(file);
    }
  }

  void changeOne() throws IOException {
    round++;
    change(files.getFirst());
  }

  private void change(Path file) throws IOException {
    try (var out = new RandomAccessFile(file.toFile(), "rw")) {
      out.writeLong(round);
    }
  }
}
