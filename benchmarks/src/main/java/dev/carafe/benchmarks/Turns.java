package dev.carafe.benchmarks;

/// How often two things that take seconds are timed in turns; the first `warmUp` do not count.
record Turns(int warmUp, int rounds) {

  /// Times both, and reports how they relate.
  void report(
      String name,
      String floorName,
      Figure.Goal goal,
      Interleaved.Timed floor,
      Interleaved.Timed carafe)
      throws Exception {
    Interleaved times = Interleaved.run(warmUp, rounds, floor, carafe);
    new Figure(name, floorName, Figure.Unit.SECONDS, times, goal).report();
  }
}
