package dev.carafe.cli.command;

/// A version of a Volume, as typed: `3`, or `v3` as the lists show it.
final class VersionNumber {
  private VersionNumber() {}

  static long of(String typed, String volume) {
    String digits = typed.startsWith("v") ? typed.substring(1) : typed;
    try {
      long number = Long.parseLong(digits);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new UsageException(
        "\"%s\" is no version; write a number as in carafe volume versions %s."
            .formatted(typed, volume));
  }
}
