package dev.carafe.image.evaluate;

import java.util.ArrayList;
import java.util.List;

/// A word and its arguments as one line of text: separated by tabs, with tabs and line ends
/// escaped.
record Line(String word, List<String> arguments) {

  static String of(String word, String... arguments) {
    return of(word, List.of(arguments));
  }

  static String of(String word, List<String> arguments) {
    var line = new StringBuilder(word);
    for (String argument : arguments) {
      line.append('\t')
          .append(
              argument
                  .replace("\\", "\\\\")
                  .replace("\t", "\\t")
                  .replace("\n", "\\n")
                  .replace("\r", "\\r"));
    }
    return line.toString();
  }

  static Line parse(String text) {
    List<String> parts = List.of(text.split("\t", -1));
    var arguments = new ArrayList<String>();
    parts.subList(1, parts.size()).forEach(p -> arguments.add(p.translateEscapes()));
    return new Line(parts.getFirst(), arguments);
  }
}
