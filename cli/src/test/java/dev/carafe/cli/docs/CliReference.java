package dev.carafe.cli.docs;

import dev.carafe.cli.command.CommandTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// Writes the reference of the command line from picocli's model of it.
final class CliReference {
  private final List<String> lines = new ArrayList<>();

  private CliReference() {}

  /// All commands, a section each.
  static String text() {
    CliReference reference = new CliReference();
    Map<String, CommandLine> commands = CommandTree.whole().getSubcommands();
    for (String title : CommandTree.titles()) {
      reference.lines.add("## " + title);
      reference.lines.add("");
      CommandTree.below(title).stream()
          .map(commands::get)
          .forEach(command -> reference.addAll(command));
    }
    return String.join("\n", reference.lines);
  }

  private void addAll(CommandLine command) {
    if (command.getSubcommands().isEmpty()) {
      add(command.getCommandSpec());
    } else {
      command.getSubcommands().values().forEach(sub -> add(sub.getCommandSpec()));
    }
  }

  private void add(CommandSpec command) {
    String name = command.qualifiedName();
    lines.add("### " + name);
    lines.add("");
    lines.add(String.join(" ", command.usageMessage().description()));
    lines.add("");
    lines.add("```");
    lines.add(usage(command));
    lines.add("```");
    lines.add("");
    List<String> rows = rows(command);
    if (!rows.isEmpty()) {
      lines.add("| | |");
      lines.add("|---|---|");
      lines.addAll(rows);
      lines.add("");
    }
    lines.add("```sh");
    Arrays.stream(command.usageMessage().footer()).map(CliReference::example).forEach(lines::add);
    lines.add("```");
    lines.add("");
  }

  private static String usage(CommandSpec command) {
    String synopsis =
        new CommandLine.Help(command, CommandLine.Help.defaultColorScheme(Ansi.OFF))
            .synopsis(0)
            .strip()
            .replaceAll("\\s+", " ");
    return synopsis.replace("[-hv] ", "").replace("[-v] ", "").replace("[-h] ", "");
  }

  private static List<String> rows(CommandSpec command) {
    List<String> rows = new ArrayList<>();
    for (PositionalParamSpec parameter : command.positionalParameters()) {
      rows.add(
          row("`%s`".formatted(parameter.paramLabel()), parameter, parameter.arity().min() == 0));
    }
    for (OptionSpec option : command.options()) {
      boolean everywhere = option.usageHelp() || option.longestName().equals("--verbose");
      if (!everywhere && !option.hidden()) {
        String names =
            Arrays.stream(option.names()).map("`%s`"::formatted).collect(Collectors.joining(", "));
        boolean valued = option.arity().max() > 0;
        rows.add(
            row(valued ? "%s `%s`".formatted(names, option.paramLabel()) : names, option, false));
      }
    }
    return rows;
  }

  private static String row(String what, ArgSpec argument, boolean optional) {
    String description = String.join(" ", argument.description());
    String value =
        Optional.ofNullable(argument.defaultValue())
            .filter(d -> argument.arity().max() > 0 && !d.isEmpty() && !d.equals("0"))
            .map(" Default: `%s`."::formatted)
            .orElse("");
    return "| %s | %s%s%s |"
        .formatted(what, description, value, optional && value.isEmpty() ? " Optional." : "");
  }

  /// What stands behind an example, two or more blanks after it, is a remark.
  private static String example(String line) {
    return line.strip().replaceFirst("(\\S) {2,}(\\S)", "$1   # $2");
  }
}
