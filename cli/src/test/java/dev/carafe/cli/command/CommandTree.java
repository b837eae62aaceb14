package dev.carafe.cli.command;

import dev.carafe.cli.output.Screen;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/// The whole command line as picocli has it, for tests that hold the docs to it.
public final class CommandTree {
  private CommandTree() {}

  /// `carafe` with all of its commands.
  public static CommandLine whole() {
    Path nowhere = Path.of("/nowhere");
    return Catalog.whole(
        new Shell(
            Screen.plain().terminal(),
            InputStream.nullInputStream(),
            Map.of(),
            nowhere,
            new Installation(List.of(), List.of(), nowhere)));
  }

  /// The titles of the overview, each with its commands, in order.
  public static List<String> titles() {
    return Catalog.entries().stream().map(Catalog.Entry::title).distinct().toList();
  }

  /// The names of the commands below a title.
  public static List<String> below(String title) {
    return Catalog.entries().stream()
        .filter(e -> e.title().equals(title))
        .map(Catalog.Entry::name)
        .toList();
  }
}
