package dev.carafe.agent.logs;

/// The unfinished lines of one input, or of the container: standard output's and standard error's.
final class Lines {
  private final LineBuffer out = new LineBuffer();
  private final LineBuffer err = new LineBuffer();

  LineBuffer of(boolean error) {
    return error ? err : out;
  }
}
