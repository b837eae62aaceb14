package dev.carafe.client.weights;

/// What is wrong with a header: a part of a sentence, for [MappedFile#broken].
final class WrongHeader extends Exception {
  private static final long serialVersionUID = 1;

  private final String why;

  WrongHeader(String why) {
    super(why);
    this.why = why;
  }

  String why() {
    return why;
  }
}
