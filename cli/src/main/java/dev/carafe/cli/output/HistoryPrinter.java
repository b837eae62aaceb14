package dev.carafe.cli.output;

import dev.carafe.client.control.AppVersion;

/// The versions of an app.
public final class HistoryPrinter {
  public static final Listing<AppVersion> LISTING =
      new Listing<>(
          "The app has no versions.",
          new Table<AppVersion>()
              .number("VERSION", row -> "v" + row.version())
              .column("DEPLOYED", row -> Listing.ago(row.deployed()))
              .column(
                  "CONTENT",
                  row -> row.content().substring(0, Math.min(12, row.content().length())))
              .column("NOTE", AppVersion::note));

  private HistoryPrinter() {}
}
