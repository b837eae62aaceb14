package dev.carafe.cli.output;

import dev.carafe.client.control.SecretRow;

/// The secrets of a server: names and keys, no values.
public final class SecretsPrinter {
  public static final Listing<SecretRow> LISTING =
      new Listing<>(
          "There are no secrets. Create one: carafe secret create NAME KEY=-",
          new Table<SecretRow>()
              .column("SECRET", SecretRow::name)
              .column("KEYS", row -> String.join(", ", row.keys()))
              .column("CREATED", row -> Listing.ago(row.created()))
              .column("USED BY", row -> String.join(", ", row.usedBy())));

  private SecretsPrinter() {}
}
