package dev.carafe.cli.output;

import dev.carafe.model.id.ShownName;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Rows in columns, each as wide as its widest cell; columns that are empty in every row are left
/// out. `T` is what a row is made from.
public final class Table<T> {
  private record Column<T>(String title, Function<T, String> cell, boolean right) {}

  private final List<Column<T>> columns = new ArrayList<>();

  /// A column with text.
  public Table<T> column(String title, Function<T, String> cell) {
    columns.add(new Column<>(title, cell, false));
    return this;
  }

  /// A column with numbers, which end at one line.
  public Table<T> number(String title, Function<T, String> cell) {
    columns.add(new Column<>(title, cell, true));
    return this;
  }

  /// The lines, title first.
  public List<String> lines(List<T> rows) {
    List<StringBuilder> lines = new ArrayList<>();
    lines.add(new StringBuilder());
    rows.forEach(_ -> lines.add(new StringBuilder()));
    for (Column<T> column : columns) {
      List<String> cells = rows.stream().map(column.cell()).map(ShownName::of).toList();
      if (!cells.isEmpty() && cells.stream().allMatch(String::isEmpty)) {
        continue;
      }
      int width =
          Math.max(
              column.title().length(), cells.stream().mapToInt(String::length).max().orElse(0));
      append(lines.getFirst(), column.title(), width, column.right());
      for (int i = 0; i < cells.size(); i++) {
        append(lines.get(i + 1), cells.get(i), width, column.right());
      }
    }
    return lines.stream().map(line -> line.toString().stripTrailing()).toList();
  }

  private static void append(StringBuilder line, String cell, int width, boolean right) {
    if (!line.isEmpty()) {
      line.append("  ");
    }
    String space = " ".repeat(width - cell.length());
    line.append(right ? space + cell : cell + space);
  }
}
