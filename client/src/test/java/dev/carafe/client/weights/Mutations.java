package dev.carafe.client.weights;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/// Damage done to a file.
final class Mutations {
  private static final byte[] DIGITS = "0123456789-,[]{}\":".getBytes(StandardCharsets.US_ASCII);

  private Mutations() {}

  /// One to four changes, most of them in the first bytes.
  static byte[] of(byte[] file, Random random) {
    byte[] changed = file.clone();
    for (int i = 1 + random.nextInt(4); i > 0 && changed.length > 0; i--) {
      int reach = random.nextBoolean() ? changed.length : Math.min(changed.length, 120);
      changed = once(changed, random.nextInt(reach), random);
    }
    return changed;
  }

  private static byte[] once(byte[] file, int at, Random random) {
    switch (random.nextInt(7)) {
      case 0 -> file[at] = (byte) random.nextInt();
      case 1 -> file[at] = DIGITS[random.nextInt(DIGITS.length)];
      case 2 -> file[at] ^= (byte) (1 << random.nextInt(8));
      case 3 -> file[at] = (byte) (random.nextBoolean() ? 0 : 0xff);
      case 4 -> {
        return Arrays.copyOf(file, at);
      }
      case 5 -> {
        return Arrays.copyOf(file, file.length + 1 + random.nextInt(20));
      }
      default -> {
        int length = Math.min(1 + random.nextInt(16), file.length - at);
        System.arraycopy(file, random.nextInt(file.length - length + 1), file, at, length);
      }
    }
    return file;
  }
}
