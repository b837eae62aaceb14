package dev.carafe.benchmarks;

import java.util.Random;

/// What calls carry: 100 bytes.
final class Payload {
  private Payload() {}

  static byte[] bytes() {
    byte[] bytes = new byte[100];
    new Random(1).nextBytes(bytes);
    return bytes;
  }
}
