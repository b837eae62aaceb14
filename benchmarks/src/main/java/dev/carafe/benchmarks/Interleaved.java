package dev.carafe.benchmarks;

import java.util.stream.LongStream;

/// Two things timed in turns, A B A B, so that what else the machine does meets both.
record Interleaved(Samples floor, Samples carafe) {

  /// Something to be timed. Answers its nanoseconds, so that it can leave preparations out.
  interface Timed {
    long nanos() throws Exception;
  }

  /// One sample of each a round; the first `warmUp` rounds do not count.
  static Interleaved run(int warmUp, int rounds, Timed floor, Timed carafe) throws Exception {
    return blocks(warmUp, rounds, block(floor), block(carafe));
  }

  /// One sample as a block.
  static Block block(Timed one) {
    return () -> new long[] {one.nanos()};
  }

  /// Something that brings many samples at once.
  interface Block {
    long[] nanos() throws Exception;
  }

  /// A block of samples of each a round.
  static Interleaved blocks(int warmUp, int rounds, Block floor, Block carafe) throws Exception {
    LongStream.Builder floors = LongStream.builder();
    LongStream.Builder carafes = LongStream.builder();
    for (int round = 0; round < warmUp + rounds; round++) {
      long[] a = floor.nanos();
      long[] b = carafe.nanos();
      if (round >= warmUp) {
        LongStream.of(a).forEach(floors::add);
        LongStream.of(b).forEach(carafes::add);
      }
    }
    return new Interleaved(
        Samples.of(floors.build().toArray()), Samples.of(carafes.build().toArray()));
  }

  /// Times a piece of work from its start to its end.
  static long nanosOf(Work work) throws Exception {
    long start = System.nanoTime();
    work.run();
    return System.nanoTime() - start;
  }

  /// What may throw while it is timed.
  interface Work {
    void run() throws Exception;
  }
}
