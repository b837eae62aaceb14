package dev.carafe.image.evaluate;

import dev.carafe.image.cache.LineCache;
import dev.carafe.model.app.ImageSpec;
import dev.carafe.model.id.BlobId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Jars by content. Digests are remembered by path, size and time: libraries for inference are
/// large.
final class JarDigests {
  private final LineCache digests;

  JarDigests(Path cache) {
    this.digests = new LineCache(cache);
  }

  ImageSpec.Jar of(Path jar) {
    try {
      var attributes = Files.readAttributes(jar, BasicFileAttributes.class);
      String key =
          "%s %d %s"
              .formatted(jar.toAbsolutePath(), attributes.size(), attributes.lastModifiedTime());
      Optional<String> known = digests.find(key).flatMap(l -> l.stream().findFirst());
      String sha256 = known.isPresent() ? known.get() : sha256(jar);
      if (known.isEmpty()) {
        digests.keep(key, List.of(sha256));
      }
      return new ImageSpec.Jar(
          String.valueOf(jar.getFileName()), new BlobId(sha256), attributes.size());
    } catch (IOException e) {
      throw new UncheckedIOException("Reading " + jar + " failed", e);
    }
  }

  private static String sha256(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
