package dev.carafe.scheduler.core;

import dev.carafe.model.id.ContainerId;

/// Container ids and jitter from one seed: they look random and are the same in each replay.
final class Names {
  private static final String LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final int LENGTH = 10;
  private long state;

  Names(long seed) {
    this.state = seed;
  }

  ContainerId next() {
    long bits = mix();
    var name = new StringBuilder("ct-");
    for (int i = 0; i < LENGTH; i++) {
      name.append(LETTERS.charAt((int) (bits & 31)));
      bits >>>= 5;
    }
    return new ContainerId(name.toString());
  }

  double fraction() {
    return (mix() >>> 11) * 0x1.0p-53;
  }

  /// SplitMix64.
  private long mix() {
    state += 0x9E3779B97F4A7C15L;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
