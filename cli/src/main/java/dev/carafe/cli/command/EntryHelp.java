package dev.carafe.cli.command;

import dev.carafe.image.options.OptionSpec;
import dev.carafe.image.options.RunnableSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The help of an entry point: its options, typed, with defaults.
final class EntryHelp {
  private EntryHelp() {}

  /// One line: `Usage: --model-id TEXT [--count INTEGER]`.
  static String usage(RunnableSpec runnable) {
    return all(runnable).isEmpty()
        ? "It takes no options."
        : "Usage: "
            + all(runnable).stream().map(EntryHelp::optionUsage).collect(Collectors.joining(" "));
  }

  private static List<OptionSpec> all(RunnableSpec runnable) {
    List<OptionSpec> all = new ArrayList<>(runnable.options());
    all.addAll(runnable.classOptions());
    return all;
  }

  private static String optionUsage(OptionSpec option) {
    String text = (option.name() + " " + label(option)).strip() + (option.repeated() ? "…" : "");
    return option.required() ? text : "[" + text + "]";
  }

  /// The whole help.
  static String text(RunnableSpec runnable, String target) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Usage: carafe run %s::%s %s"
            .formatted(
                target,
                runnable.name(),
                all(runnable).stream().map(EntryHelp::optionUsage).collect(Collectors.joining(" ")))
            .strip());
    if (!runnable.summary().isEmpty()) {
      lines.add(runnable.summary());
    }
    if (!all(runnable).isEmpty()) {
      lines.add("");
      int width = all(runnable).stream().mapToInt(o -> named(o).length()).max().orElse(0);
      all(runnable).forEach(o -> lines.add(line(o, width)));
    }
    return String.join("\n", lines);
  }

  private static String line(OptionSpec option, int width) {
    String named = named(option);
    return "  %s  %s"
        .formatted(named + " ".repeat(width - named.length()), remark(option))
        .stripTrailing();
  }

  private static String named(OptionSpec option) {
    return (option.name() + " " + label(option)).strip();
  }

  private static String remark(OptionSpec option) {
    List<String> words = new ArrayList<>();
    if (!option.help().isEmpty()) {
      words.add(option.help());
    }
    if (option.repeated()) {
      words.add("May be repeated.");
    }
    option
        .defaultText()
        .ifPresent(d -> words.add("Default: %s.".formatted(d.isEmpty() ? "empty" : d)));
    if (option.required()) {
      words.add("Required.");
    }
    return String.join(" ", words);
  }

  /// What stands for the value: its type, or the constants of an enum.
  static String label(OptionSpec option) {
    return switch (option.kind()) {
      case TEXT -> "TEXT";
      case INTEGER -> "INTEGER";
      case DECIMAL -> "NUMBER";
      case FLAG -> "";
      case ENUM -> String.join("|", option.enumConstants());
      case JSON -> "JSON";
    };
  }
}
