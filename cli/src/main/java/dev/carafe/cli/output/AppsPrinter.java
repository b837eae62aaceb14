package dev.carafe.cli.output;

import dev.carafe.client.control.AppRow;

/// The apps of a server.
public final class AppsPrinter {
  public static final Listing<AppRow> LISTING =
      new Listing<>(
          "No apps are deployed. Deploy one: carafe deploy TARGET",
          new Table<AppRow>()
              .column("APP", AppRow::name)
              .number("VERSION", row -> "v" + row.version())
              .column("STATE", AppRow::state)
              .number("CONTAINERS", row -> Integer.toString(row.containers()))
              .column("DEPLOYED", row -> Listing.ago(row.deployed()))
              .column("FUNCTIONS", row -> String.join(", ", row.functions()))
              .column("REASON", AppRow::reason));

  private AppsPrinter() {}
}
