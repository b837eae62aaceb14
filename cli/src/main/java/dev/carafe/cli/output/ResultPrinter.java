package dev.carafe.cli.output;

import dev.carafe.protocol.wire.ModelJson;

/// The result of a call: a string as its text, anything else as JSON.
public final class ResultPrinter {
  private ResultPrinter() {}

  public static void print(Terminal terminal, String json) {
    terminal.out().println(json.startsWith("\"") ? ModelJson.read(json, String.class) : json);
    terminal.out().flush();
  }
}
