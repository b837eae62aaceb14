package demo;

/// A class whose static initialiser fails.
public final class Broken {
  static final int NUMBER = Integer.parseInt("no number");

  public Broken() {}

  public String never() {
    return "never" + NUMBER;
  }
}
