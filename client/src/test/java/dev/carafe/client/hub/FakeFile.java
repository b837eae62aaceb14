package dev.carafe.client.hub;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/// A file of a [FakeHub].
record FakeFile(String name, byte[] bytes) {

  /// The SHA-256 of a large file, Git's hash of a small one.
  String etag() {
    return isLarge() ? hash("SHA-256", bytes) : gitHash();
  }

  boolean isLarge() {
    return bytes.length >= FakeHub.LARGE;
  }

  private String gitHash() {
    byte[] head = "blob %d\0".formatted(bytes.length).getBytes(StandardCharsets.UTF_8);
    return hash("SHA-1", head, bytes);
  }

  static String commit(Map<String, byte[]> files) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    files.forEach(
        (name, bytes) -> {
          all.writeBytes(name.getBytes(StandardCharsets.UTF_8));
          all.writeBytes(bytes);
        });
    return hash("SHA-1", all.toByteArray());
  }

  private static String hash(String algorithm, byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      for (byte[] part : parts) {
        digest.update(part);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
