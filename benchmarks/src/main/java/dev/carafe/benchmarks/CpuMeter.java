package dev.carafe.benchmarks;

/// Adds up the processor time of both sides over the rounds that count.
final class CpuMeter {
  private final ProcessHandle floorServer;
  private final ProcessHandle server;
  private final int warmUp;
  private Cpu floor = new Cpu(0, 0, 0);
  private Cpu carafe = new Cpu(0, 0, 0);
  private int floorRounds;
  private int carafeRounds;

  CpuMeter(ProcessHandle floorServer, ProcessHandle server, int warmUp) {
    this.floorServer = floorServer;
    this.server = server;
    this.warmUp = warmUp;
  }

  /// The floor's block, metered.
  Interleaved.Block floor(Interleaved.Block block) {
    return () -> {
      Cpu before = Cpu.now(floorServer);
      long[] nanos = block.nanos();
      if (floorRounds++ >= warmUp) {
        floor = floor.plus(Cpu.now(floorServer).since(before));
      }
      return nanos;
    };
  }

  /// Carafe's block, metered.
  Interleaved.Block carafe(Interleaved.Block block) {
    return () -> {
      Cpu before = Cpu.now(server);
      long[] nanos = block.nanos();
      if (carafeRounds++ >= warmUp) {
        carafe = carafe.plus(Cpu.now(server).since(before));
      }
      return nanos;
    };
  }

  /// Prints what one unit took, of so many in a block.
  void report(String unit, long inBlock) {
    System.out.println(
        "floor " + floor.per(unit, inBlock * Math.max(1, floorRounds - warmUp)).strip());
    System.out.println(
        "carafe " + carafe.per(unit, inBlock * Math.max(1, carafeRounds - warmUp)).strip());
  }
}
