package dev.carafe.cli.output;

import dev.carafe.client.control.ContainerStats;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.OptionalLong;

/// What containers use, and may use.
public final class ContainerStatsPrinter {
  public static final Listing<ContainerStats> LISTING =
      new Listing<>(
          "No containers run.",
          new Table<ContainerStats>()
              .column("CONTAINER", ContainerStats::id)
              .column("APP", ContainerStats::app)
              .column("FUNCTION", ContainerStats::function)
              .number("CPU", row -> String.format(Locale.ROOT, "%.2f", row.cpu()))
              .number("RESERVED", row -> cores(row.cpuReserved()))
              .number(
                  "LIMIT",
                  row -> row.cpuLimit().isEmpty() ? "" : cores(row.cpuLimit().getAsDouble()))
              .number("MEMORY", row -> bytes(row.memoryBytes()))
              .number("RESERVED", row -> Humans.bytes(row.memoryReservedBytes()))
              .number("LIMIT", row -> bytes(row.memoryLimitBytes()))
              .number("THREADS", row -> Integer.toString(row.threads()))
              .column("GPUS", row -> String.join(", ", row.gpus())));

  private ContainerStatsPrinter() {}

  private static String cores(double cores) {
    return BigDecimal.valueOf(cores).stripTrailingZeros().toPlainString();
  }

  private static String bytes(OptionalLong bytes) {
    return bytes.isEmpty() ? "" : Humans.bytes(bytes.getAsLong());
  }
}
