package dev.carafe.cli.command;

import dev.carafe.model.app.Naming;

/// The name of a new Volume, as typed.
final class VolumeName {
  private VolumeName() {}

  /// Refuses one that no Volume may have.
  static void checked(String typed) {
    if (!Naming.isName(typed)) {
      throw new UsageException(
          "\"%s\" is no name for a Volume; use %s.".formatted(typed, Naming.RULE));
    }
  }
}
