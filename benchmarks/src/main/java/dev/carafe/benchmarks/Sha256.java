package dev.carafe.benchmarks;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;

/// The SHA-256 of files, by the JDK. One at a time.
final class Sha256 {
  private static final ByteBuffer BUFFER = ByteBuffer.allocateDirect(1 << 20);

  private Sha256() {}

  static void of(Path file) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (FileChannel in = FileChannel.open(file)) {
      while (in.read(BUFFER.clear()) >= 0) {
        digest.update(BUFFER.flip());
      }
    }
    var _ = digest.digest();
  }
}
