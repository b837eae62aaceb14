package dev.carafe.volumes.attach;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;

/// A file of a layered tree: nothing but size, mode and time; two attributes tell the overlay where
/// the bytes are.
final class LayeredFile {
  private LayeredFile() {}

  /// `bytesAt` is the place in the data layer, without a leading slash.
  static void create(Path file, long size, String bytesAt) throws IOException {
    Files.createFile(file);
    if (size == 0) {
      return;
    }
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(size);
    }
    UserDefinedFileAttributeView attributes =
        Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
    attributes.write("overlay.metacopy", ByteBuffer.allocate(0));
    attributes.write(
        "overlay.redirect", ByteBuffer.wrap(("/" + bytesAt).getBytes(StandardCharsets.UTF_8)));
  }
}
