package dev.carafe.image.cache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// A name for work by what goes into it: equal keys, equal results. For one thread.
public final class ContentKey {
  private final MessageDigest digest;

  public ContentKey() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /// Adds a text.
  public ContentKey text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
    digest.update(bytes);
    return this;
  }

  /// Adds a file by its path and its bytes.
  public ContentKey content(Path file) {
    text(file.toString());
    try {
      byte[] bytes = Files.readAllBytes(file);
      digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
      digest.update(bytes);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException("Reading " + file + " failed", e);
    }
  }

  /// Adds jars by path, size and time, and folders by those of their files.
  public ContentKey stamps(List<Path> classPath) {
    for (Path entry : classPath) {
      if (Files.isDirectory(entry)) {
        filesBelow(entry).forEach(this::stamp);
      } else {
        stamp(entry);
      }
    }
    return this;
  }

  private void stamp(Path file) {
    try {
      var attributes = Files.readAttributes(file, BasicFileAttributes.class);
      text(file + " " + attributes.size() + " " + attributes.lastModifiedTime().toMillis());
    } catch (IOException e) {
      throw new UncheckedIOException("Reading " + file + " failed", e);
    }
  }

  /// The regular files below a folder, in order.
  public static List<Path> filesBelow(Path folder) {
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Listing " + folder + " failed", e);
    }
  }

  /// The key, as 32 hexadecimal digits; nothing can be added after it.
  public String hex() {
    return HexFormat.of().formatHex(digest.digest(), 0, 16);
  }
}
