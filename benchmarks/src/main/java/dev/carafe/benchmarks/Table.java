package dev.carafe.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `Table LINES [--write]`: prints the lines that benchmarks left as one table. With `--write` they
/// take the place of their like in `docs/benchmarks.md`.
final class Table {
  private static final String BEGIN = "<!-- written by benchmarks/run --write -->";
  private static final String END = "<!-- end -->";
  private static final List<String> HEAD =
      List.of(
          "| figure | floor (p90) | Carafe (p90) | ratio (p90) | goal | | n | taken |",
          "|---|---|---|---|---|---|---|---|");

  private Table() {}

  public static void main(String[] args) throws IOException {
    List<String> lines = Files.readAllLines(Path.of(args[0]));
    HEAD.forEach(System.out::println);
    lines.forEach(System.out::println);
    System.out.printf("%n%s%n", Machine.described());
    if (args.length > 1) {
      write(Checkout.HOME.resolve("docs/benchmarks.md"), lines);
    }
  }

  private static void write(Path page, List<String> lines) throws IOException {
    String text = Files.readString(page);
    int begin = text.indexOf(BEGIN) + BEGIN.length();
    int end = text.indexOf(END);
    if (begin < BEGIN.length() || end < begin) {
      throw new IllegalStateException(
          "%s has no place for the table: %s … %s".formatted(page, BEGIN, END));
    }
    Map<String, String> rows = new LinkedHashMap<>();
    text.substring(begin, end).lines().filter(Table::isRow).forEach(l -> rows.put(name(l), l));
    lines.forEach(l -> rows.put(name(l), l));
    String table =
        "\n%s.\n\n%s\n%s\n"
            .formatted(
                Machine.described(), String.join("\n", HEAD), String.join("\n", rows.values()));
    Files.writeString(page, text.substring(0, begin) + table + text.substring(end));
  }

  private static boolean isRow(String line) {
    return line.startsWith("| ") && !HEAD.contains(line);
  }

  private static String name(String row) {
    return row.split("\\|")[1].strip();
  }
}
