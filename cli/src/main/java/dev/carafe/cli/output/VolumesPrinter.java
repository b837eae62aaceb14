package dev.carafe.cli.output;

import dev.carafe.client.VolumeEntry;

/// The Volumes of a server.
public final class VolumesPrinter {
  public static final Listing<VolumeEntry> LISTING =
      new Listing<>(
          "There are no Volumes. Create one: carafe volume create NAME",
          new Table<VolumeEntry>()
              .column("VOLUME", VolumeEntry::name)
              .number("VERSION", row -> "v" + row.version())
              .number("FILES", row -> Long.toString(row.files()))
              .number("SIZE", row -> Humans.bytes(row.bytes()))
              .column("CHANGED", row -> Listing.ago(row.changed()))
              .column("USED BY", row -> String.join(", ", row.usedBy())));

  private VolumesPrinter() {}
}
