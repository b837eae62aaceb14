package dev.carafe.model.id;

import java.util.regex.Pattern;

/// Bytes by their SHA-256, as 64 lower-case hexadecimal digits.
public record BlobId(String sha256) implements Comparable<BlobId> {
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

  public BlobId {
    if (!HEX.matcher(sha256).matches()) {
      throw new IllegalArgumentException("not a SHA-256 in hexadecimal: " + sha256);
    }
  }

  @Override
  public int compareTo(BlobId other) {
    return sha256.compareTo(other.sha256);
  }

  @Override
  public String toString() {
    return sha256;
  }
}
