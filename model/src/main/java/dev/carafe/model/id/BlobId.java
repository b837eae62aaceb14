package dev.carafe.model.id;

/// Bytes by their SHA-256, as 64 lower-case hexadecimal digits.
public record BlobId(String sha256) implements Comparable<BlobId> {
  private static final int DIGITS = 64;

  public BlobId {
    if (!isHash(sha256)) {
      throw new IllegalArgumentException("not a SHA-256 in hexadecimal: " + sha256);
    }
  }

  /// By hand: Volumes of many files make very many of these, also in JVMs that have just started.
  private static boolean isHash(String text) {
    if (text.length() != DIGITS) {
      return false;
    }
    for (int i = 0; i < DIGITS; i++) {
      char digit = text.charAt(i);
      if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f')) {
        return false;
      }
    }
    return true;
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
