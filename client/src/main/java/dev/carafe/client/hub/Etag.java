package dev.carafe.client.hub;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// What a hub says identifies a file's content: the SHA-256 of it for large files, Git's hash of it
/// for small ones, or something that only this hub knows.
record Etag(String text) {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern GIT = Pattern.compile("[0-9a-f]{40}");
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  /// From a header: without quotes and the mark of a weak one.
  static Etag of(String header) {
    String strong = header.startsWith("W/") ? header.substring(2) : header;
    return new Etag(strong.replace("\"", "").strip());
  }

  boolean isSha256() {
    return SHA256.matcher(text).matches();
  }

  /// Whether a file surely has this content; false also when that cannot be told.
  boolean isOf(Path file) throws IOException {
    if (isSha256()) {
      return sha256(file).equals(text);
    }
    return GIT.matcher(text).matches() && git(file).equals(text);
  }

  /// For the name of a file.
  String key() {
    return PLAIN.matcher(text).matches()
        ? text
        : hex(digest("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  static String sha256(Path file) throws IOException {
    return hash(file, digest("SHA-256"));
  }

  private static String git(Path file) throws IOException {
    MessageDigest digest = digest("SHA-1");
    digest.update("blob %d\0".formatted(Files.size(file)).getBytes(StandardCharsets.UTF_8));
    return hash(file, digest);
  }

  private static String hash(Path file, MessageDigest digest) throws IOException {
    byte[] buffer = new byte[1 << 17];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
    return hex(digest.digest());
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }
}
