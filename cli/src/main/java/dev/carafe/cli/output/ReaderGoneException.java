package dev.carafe.cli.output;

/// Nobody reads the standard output any more, as in `carafe app logs -f demo | head`.
public final class ReaderGoneException extends RuntimeException {
  private static final long serialVersionUID = 1;
}
