package dev.carafe.cli.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.UsageMessageSpec;

/// Wraps help at blanks alone. Picocli breaks lines after dots and slashes as well, in the middle
/// of paths and options; so it gets all the width it wants, and its lines are wrapped after.
final class HelpWrap {
  private static final int ENDLESS = 1_000;
  private static final String COLOUR = "\u001b\\[[0-9;]*m";

  private HelpWrap() {}

  static void at(int width, CommandLine line) {
    line.setUsageHelpWidth(ENDLESS);
    Map<String, IHelpSectionRenderer> wrapped = new LinkedHashMap<>(line.getHelpSectionMap());
    wrapped.replaceAll(
        (section, own) ->
            help -> {
              boolean synopsis = section.equals(UsageMessageSpec.SECTION_KEY_SYNOPSIS);
              int before = synopsis ? help.synopsisHeadingLength() : 0;
              int name = help.commandSpec().qualifiedName().length() + 1;
              return wrap(own.render(help), width, before, synopsis ? before + name : 0);
            });
    line.setHelpSectionMap(wrapped);
  }

  /// `before` is what stands before the text on its first line, `hanging` where its next lines
  /// start; with 0, that is where the last column of the line does.
  static String wrap(String text, int width, int before, int hanging) {
    String end = System.lineSeparator();
    StringBuilder wrapped = new StringBuilder();
    for (String line : text.lines().toList()) {
      int indent = hanging > 0 ? hanging : lastColumn(line);
      wrapped.append(String.join(end, wrapLine(line, width, before, indent))).append(end);
    }
    boolean open = !text.endsWith("\n");
    return open && !wrapped.isEmpty()
        ? wrapped.substring(0, wrapped.length() - end.length())
        : wrapped.toString();
  }

  private static List<String> wrapLine(String line, int width, int before, int indent) {
    List<String> lines = new ArrayList<>();
    StringBuilder current = new StringBuilder();
    int used = before;
    for (String word : line.split("(?<=\\S)(?= )")) {
      int length = shown(word).length();
      if (used + length > width && used > indent) {
        lines.add(current.toString());
        current = new StringBuilder(" ".repeat(indent) + word.strip());
        used = indent + shown(word).strip().length();
      } else {
        current.append(word);
        used += length;
      }
    }
    lines.add(current.toString());
    return lines;
  }

  private static int lastColumn(String line) {
    String plain = shown(line).stripTrailing();
    int gap = plain.lastIndexOf("  ");
    return gap < 0 ? 0 : gap + 2;
  }

  private static String shown(String text) {
    return text.replaceAll(COLOUR, "");
  }
}
