package dev.carafe.cli.output;

import dev.carafe.client.control.ContainerRow;

/// The containers of a server.
public final class ContainersPrinter {
  public static final Listing<ContainerRow> LISTING =
      new Listing<>(
          "No containers run.",
          new Table<ContainerRow>()
              .column("CONTAINER", ContainerRow::id)
              .column("APP", ContainerRow::app)
              .column("FUNCTION", ContainerRow::function)
              .column("STATE", ContainerRow::state)
              .number("INPUTS", row -> Integer.toString(row.inputs()))
              .column("STARTED", row -> row.started().map(Listing::ago).orElse(""))
              .column("NODE", ContainerRow::node)
              .column("GPUS", row -> String.join(", ", row.gpus()))
              .column("REASON", ContainerRow::reason));

  private ContainersPrinter() {}
}
