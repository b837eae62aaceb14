package dev.carafe.cli.output;

import dev.carafe.client.FileEntry;

/// The files of a directory of a Volume.
public final class FilesPrinter {
  public static final Listing<FileEntry> LISTING =
      new Listing<>(
          "It is empty.",
          new Table<FileEntry>()
              .column("MODE", FilesPrinter::mode)
              .number(
                  "SIZE", row -> row.kind() == FileEntry.Kind.FILE ? Humans.bytes(row.size()) : "")
              .column(
                  "CHANGED",
                  row -> row.modified().toEpochMilli() == 0 ? "" : Listing.ago(row.modified()))
              .column("PATH", FilesPrinter::path));

  private FilesPrinter() {}

  private static String path(FileEntry row) {
    return switch (row.kind()) {
      case FILE -> row.path();
      case DIRECTORY -> row.path() + "/";
      case SYMLINK -> row.path() + " -> " + row.target();
    };
  }

  private static String mode(FileEntry row) {
    String bits = "rwxrwxrwx";
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < bits.length(); i++) {
      text.append((row.mode() >> (bits.length() - 1 - i) & 1) == 1 ? bits.charAt(i) : '-');
    }
    return text.toString();
  }
}
