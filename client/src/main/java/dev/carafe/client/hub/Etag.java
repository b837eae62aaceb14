package dev.carafe.client.hub;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a hub says identifies a file's content: the SHA-256 of it for large files, Git's hash of it
/// for small ones, or something that only this hub knows.
record Etag(String text) {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern SHA1 = Pattern.compile("[0-9a-f]{40}");
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  /// From a header: without quotes and the mark of a weak one.
  static Etag of(String header) {
    String strong = header.startsWith("W/") ? header.substring(2) : header;
    return new Etag(strong.replace("\"", "").strip());
  }

  /// Whether it is a hash of the content, so that the content can be checked.
  boolean proves() {
    return isSha256() || isSha1();
  }

  private boolean isSha256() {
    return SHA256.matcher(text).matches();
  }

  private boolean isSha1() {
    return SHA1.matcher(text).matches();
  }

  /// Whether a file surely has this content; false also when that cannot be told.
  boolean isOf(Path file) throws IOException {
    return proves() && otherThan(file).isEmpty();
  }

  /// The hash of a file that surely has another content, in words. Small files have Git's hash;
  /// some mirrors give the plain SHA-1 instead, which proves as much.
  Optional<String> otherThan(Path file) throws IOException {
    if (isSha256()) {
      return Optional.of(hash(file, digest("SHA-256")))
          .filter(hash -> !hash.equals(text))
          .map("the SHA-256 %s"::formatted);
    }
    if (isSha1() && !hash(file, digest("SHA-1")).equals(text)) {
      return Optional.of(git(file))
          .filter(hash -> !hash.equals(text))
          .map("the Git hash %s"::formatted);
    }
    return Optional.empty();
  }

  /// For the name of a file.
  String key() {
    return PLAIN.matcher(text).matches() ? text : sha256(text);
  }

  static String sha256(String text) {
    return hex(digest("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
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
