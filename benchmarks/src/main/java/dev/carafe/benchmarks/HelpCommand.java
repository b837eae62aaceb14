package dev.carafe.benchmarks;

import java.util.List;
import java.util.Map;

/// `carafe --help`, against `java -version`.
final class HelpCommand {
  private HelpCommand() {}

  public static void main(String[] args) throws Exception {
    List<String> plain = List.of(Checkout.java(), "-version");
    List<String> help = Checkout.carafe("--help");
    new Figure(
            "`carafe --help`",
            "`java -version`",
            Figure.Unit.MILLIS,
            Interleaved.run(
                3,
                20,
                () -> Checkout.nanosOf(plain, Map.of()),
                () -> Checkout.nanosOf(help, Map.of())),
            new Figure.Goal.AtMost(4))
        .report();
  }
}
