package dev.carafe.cli.output;

import dev.carafe.client.VolumeVersion;

/// The versions of a Volume.
public final class VolumeVersionsPrinter {
  public static final Listing<VolumeVersion> LISTING =
      new Listing<>(
          "The Volume has no versions yet.",
          new Table<VolumeVersion>()
              .number("VERSION", row -> "v" + row.version())
              .column("AT", row -> Listing.ago(row.at()))
              .column("BY", VolumeVersion::by)
              .number("FILES", row -> Long.toString(row.files()))
              .number("SIZE", row -> Humans.bytes(row.bytes())));

  private VolumeVersionsPrinter() {}
}
