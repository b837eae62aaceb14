package dev.carafe.volumes.content;

import dev.carafe.model.id.BlobId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/// Follows a file while it is written, so that soon after its last byte its hash is known and its
/// bytes are on disk. What is zeros in it becomes holes on the way.
final class GrowingFile {
  private static final int BUFFER_BYTES = 256 * 1024;

  /// So much is written before the disk is asked to take it.
  private static final long FLUSH_BYTES = 64L << 20;

  private GrowingFile() {}

  static BlobId hash(Path file, Growth growth) throws IOException {
    MessageDigest digest = Sha256.digest();
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    try (FileChannel in =
            FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        Holes holes = Holes.in(file, BUFFER_BYTES)) {
      long at = 0;
      for (long end = growth.beyond(at); end > at; end = growth.beyond(at)) {
        while (at < end) {
          buffer.clear().limit((int) Math.min(BUFFER_BYTES, end - at));
          int read = in.read(buffer, at);
          if (read < 0) {
            throw new IllegalArgumentException(
                "the staged file %s is shorter than its writer said (%d of %d bytes); nothing was stored. Send it again"
                    .formatted(file, at, end));
          }
          holes.punch(at, buffer.flip());
          digest.update(buffer);
          at += read;
        }
      }
      if (in.size() != at) {
        throw new IllegalArgumentException(
            "the staged file %s has %d bytes, and its writer said %d; nothing was stored. Send it again"
                .formatted(file, in.size(), at));
      }
    }
    return Sha256.id(digest);
  }

  static void flush(Path file, Growth growth) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      long due = FLUSH_BYTES;
      for (long end = growth.beyond(due); end > due; end = growth.beyond(due)) {
        channel.force(false);
        due = end + FLUSH_BYTES;
      }
      channel.force(true);
    }
  }
}
