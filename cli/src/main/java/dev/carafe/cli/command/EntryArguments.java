package dev.carafe.cli.command;

import dev.carafe.client.NearestNames;
import dev.carafe.image.options.OptionSpec;
import dev.carafe.image.options.RunnableSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What follows the target on the command line: values for the options of the entry point. What is
/// no option of it is left for `run` itself.
final class EntryArguments {
  private final RunnableSpec runnable;
  private final Map<OptionSpec, List<String>> given = new LinkedHashMap<>();
  private final List<String> others = new ArrayList<>();
  private boolean help;

  private EntryArguments(RunnableSpec runnable) {
    this.runnable = runnable;
  }

  /// Reads the arguments; `valued` are the other options that take a value.
  static EntryArguments parse(RunnableSpec runnable, List<String> arguments, List<String> valued) {
    EntryArguments parsed = new EntryArguments(runnable);
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      boolean assigned = argument.startsWith("--") && argument.contains("=");
      String name = assigned ? argument.substring(0, argument.indexOf('=')) : argument;
      Optional<OptionSpec> option = parsed.option(name);
      Optional<String> next =
          i + 1 < arguments.size() ? Optional.of(arguments.get(i + 1)) : Optional.empty();
      if (option.isPresent()) {
        String value;
        if (assigned) {
          value = argument.substring(argument.indexOf('=') + 1);
        } else if (option.get().kind() == OptionSpec.Kind.FLAG) {
          boolean stated = next.filter(n -> n.equals("true") || n.equals("false")).isPresent();
          value = stated ? next.orElseThrow() : "true";
          i += stated ? 1 : 0;
        } else {
          value =
              next.orElseThrow(
                  () ->
                      new UsageException(
                          "%s needs a value: %s %s"
                              .formatted(name, name, EntryHelp.label(option.get()))));
          i++;
        }
        parsed.add(option.get(), value);
      } else if (argument.equals("--help") || argument.equals("-h")) {
        parsed.help = true;
      } else {
        parsed.others.add(argument);
        if (!assigned && valued.contains(name) && next.isPresent()) {
          parsed.others.add(next.get());
          i++;
        }
      }
    }
    return parsed;
  }

  private Optional<OptionSpec> option(String name) {
    return all()
        .filter(o -> o.name().equals(name) || ("--" + o.parameter()).equals(name))
        .findFirst();
  }

  /// The method's own options, then those of its class.
  private Stream<OptionSpec> all() {
    return Stream.concat(runnable.options().stream(), runnable.classOptions().stream());
  }

  private void add(OptionSpec option, String value) {
    List<String> values = given.computeIfAbsent(option, _ -> new ArrayList<>());
    if (!values.isEmpty() && !option.repeated()) {
      throw new UsageException("%s is given twice.".formatted(option.name()));
    }
    values.add(value);
  }

  boolean help() {
    return help;
  }

  /// What is no option of the entry point.
  List<String> others() {
    return others;
  }

  /// The message for an argument that nobody takes.
  UsageException unknown(String argument) {
    List<String> names = all().map(OptionSpec::name).toList();
    if (!argument.startsWith("-")) {
      return new UsageException(
          "\"%s\" belongs to no option of %s. %s"
              .formatted(argument, runnable.name(), EntryHelp.usage(runnable)));
    }
    String name = argument.contains("=") ? argument.substring(0, argument.indexOf('=')) : argument;
    return new UsageException(
        names.isEmpty()
            ? "%s takes no options; found %s.".formatted(runnable.name(), name)
            : "%s has no option %s. %s"
                .formatted(runnable.name(), name, NearestNames.sentence(name, names)));
  }

  /// Takes values of the class's parameters by their names; options that say the same win.
  void with(Map<String, String> parameters) {
    parameters.forEach(
        (name, value) -> {
          List<OptionSpec> options = runnable.classOptions();
          OptionSpec option =
              options.stream()
                  .filter(o -> o.parameter().equals(name))
                  .findFirst()
                  .orElseThrow(
                      () ->
                          new UsageException(
                              "%s has no @Parameter %s. %s"
                                  .formatted(
                                      runnable.name(),
                                      name,
                                      NearestNames.sentence(
                                          name,
                                          options.stream().map(OptionSpec::parameter).toList()))));
          given.putIfAbsent(option, new ArrayList<>(List.of(value)));
        });
  }

  /// The arguments as JSON values, in the order of the parameters.
  List<String> json() {
    List<String> missing =
        all()
            .filter(o -> o.required() && !given.containsKey(o))
            .map(o -> o.name() + " " + EntryHelp.label(o))
            .toList();
    if (!missing.isEmpty()) {
      throw new UsageException(
          "%s needs %s. %s"
              .formatted(
                  runnable.name(), String.join(" and ", missing), EntryHelp.usage(runnable)));
    }
    return runnable.options().stream().map(this::json).toList();
  }

  /// The values of the class's parameters that are given, as text.
  Map<String, String> parameters() {
    Map<String, String> values = new LinkedHashMap<>();
    for (OptionSpec option : runnable.classOptions()) {
      List<String> texts = given.getOrDefault(option, List.of());
      if (!texts.isEmpty()) {
        var _ = json(option); // refuses what does not fit
        values.put(option.parameter(), texts.getFirst());
      }
    }
    return values;
  }

  private String json(OptionSpec option) {
    try {
      return option.json(given.getOrDefault(option, List.of()));
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }
}
