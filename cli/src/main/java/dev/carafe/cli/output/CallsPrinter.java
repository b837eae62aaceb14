package dev.carafe.cli.output;

import dev.carafe.client.control.CallRow;
import java.time.Duration;

/// The calls of a server.
public final class CallsPrinter {
  public static final Listing<CallRow> LISTING =
      new Listing<>(
          "There are no calls.",
          new Table<CallRow>()
              .column("CALL", CallRow::id)
              .column("APP", CallRow::app)
              .column("FUNCTION", CallRow::function)
              .column("KIND", CallRow::kind)
              .column("STATE", CallRow::state)
              .number("INPUTS", row -> Long.toString(row.inputs()))
              .column("ARRIVED", row -> Listing.ago(row.arrived()))
              .number(
                  "TOOK",
                  row ->
                      row.ended()
                          .map(end -> Humans.duration(Duration.between(row.arrived(), end)))
                          .orElse("")));

  private CallsPrinter() {}
}
