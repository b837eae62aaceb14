package dev.carafe.cli.command;

/// One thing that was looked at: good, absent but not needed, or failed with what to do.
record Finding(String subject, State state, String words) {
  /// How it is.
  enum State {
    GOOD,
    ABSENT,
    FAILED
  }

  static Finding good(String subject, String words) {
    return new Finding(subject, State.GOOD, words);
  }

  static Finding absent(String subject, String words) {
    return new Finding(subject, State.ABSENT, words);
  }

  static Finding failed(String subject, String words) {
    return new Finding(subject, State.FAILED, words);
  }
}
