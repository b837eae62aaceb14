package dev.carafe.volumes.content;

import dev.carafe.model.id.BlobId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The hash that names blobs: the same that `sha256sum` prints and model hubs publish.
final class Sha256 {
  private static final int BUFFER_BYTES = 256 * 1024;

  private Sha256() {}

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  static BlobId id(MessageDigest digest) {
    return new BlobId(HexFormat.of().formatHex(digest.digest()));
  }

  static BlobId of(byte[] content) {
    MessageDigest digest = digest();
    digest.update(content);
    return id(digest);
  }

  static BlobId of(Path file) throws IOException {
    MessageDigest digest = digest();
    try (FileChannel in =
        FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      int capacity = Math.clamp(in.size() + 1, 512, BUFFER_BYTES);
      ByteBuffer buffer = ByteBuffer.allocate(capacity);
      while (in.read(buffer) >= 0) {
        digest.update(buffer.flip());
        buffer.clear();
      }
    }
    return id(digest);
  }
}
