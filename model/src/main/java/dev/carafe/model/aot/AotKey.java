package dev.carafe.model.aot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// What an AOT cache is good for: one JDK, the flags that shape it, and a class path by the path,
/// size and time of each jar: just what the JVM itself checks when it maps a cache.
public final class AotKey {
  private AotKey() {}

  /// `java` tells one JDK from any other. Empty when one of the entries is a folder or missing: the
  /// JVM makes no cache of those.
  public static Optional<String> of(String java, List<String> flags, List<Path> classPath) {
    StringBuilder text = new StringBuilder(java).append('\n').append(flags);
    for (Path entry : classPath) {
      try {
        if (!Files.isRegularFile(entry)) {
          return Optional.empty();
        }
        text.append('\n')
            .append(entry.toAbsolutePath())
            .append('|')
            .append(Files.size(entry))
            .append('|')
            .append(Files.getLastModifiedTime(entry).toMillis());
      } catch (IOException e) {
        return Optional.empty();
      }
    }
    return Optional.of(sha256(text.toString()).substring(0, 32));
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
