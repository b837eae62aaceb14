package dev.carafe.cli.output;

import dev.carafe.protocol.wire.ModelJson;
import java.time.Instant;
import java.util.List;

/// Prints a list of things: a table for people (`nothing` when it is empty), a JSON array for
/// programs. The rows' record components are the JSON's keys.
public final class Listing<T> {
  private final String nothing;
  private final Table<T> table;

  Listing(String nothing, Table<T> table) {
    this.nothing = nothing;
    this.table = table;
  }

  public void print(Terminal terminal, List<T> rows, boolean json) {
    if (json) {
      terminal.out().println(ModelJson.write(rows));
    } else if (rows.isEmpty()) {
      terminal.say(nothing);
    } else {
      List<String> lines = table.lines(rows);
      terminal.out().println(terminal.paint(Style.BOLD, lines.getFirst()));
      lines.stream().skip(1).forEach(terminal.out()::println);
    }
  }

  static String ago(Instant then) {
    return Humans.ago(then, Instant.now());
  }
}
