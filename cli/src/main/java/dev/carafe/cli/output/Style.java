package dev.carafe.cli.output;

/// How text looks on a terminal.
public enum Style {
  BOLD("1"),
  DIM("2"),
  RED("31"),
  GREEN("32"),
  YELLOW("33"),
  BLUE("34"),
  MAGENTA("35"),
  CYAN("36");

  static final String RESET = "\u001b[0m";

  private final String number;

  Style(String number) {
    this.number = number;
  }

  String code() {
    return "\u001b[" + number + "m";
  }
}
