package dev.carafe.cli.command;

import dev.carafe.client.Carafe;
import dev.carafe.client.FunctionHandle;
import dev.carafe.client.InvalidException;
import dev.carafe.client.control.FunctionDescription;
import dev.carafe.model.app.FunctionSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Calls a deployed function.
@Command(
    name = "call",
    description = {
      "Call a deployed function and print its result. No classes are needed: arguments are read as"
          + " its signature says."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  carafe call embeddings/Embedder.embed \"hello world\"",
      "  carafe call embeddings/Embedder.embed --with modelId=e5-small hello",
      "  carafe call shop/total --json '[{\"items\": [1, 2]}, 0.19]'"
    })
final class CallCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "APP/FUNCTION", description = "What to call.")
  String target = "";

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "ARG",
      description = "Its arguments, in order: text as it is, numbers, or JSON.")
  List<String> arguments = new ArrayList<>();

  @Option(
      names = "--json",
      paramLabel = "JSON",
      description = "All arguments as one JSON array by position, or object by name.")
  Optional<String> json = Optional.empty();

  @Option(
      names = "--with",
      paramLabel = "NAME=VALUE",
      description = "A @Parameter of the function's class; may be repeated.")
  Map<String, String> with = new LinkedHashMap<>();

  @Mixin HelpOption help = new HelpOption();
  @Mixin VerboseOption verbose = new VerboseOption();

  private final Shell shell;

  CallCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    int slash = target.indexOf('/');
    if (slash <= 0 || slash == target.length() - 1) {
      throw new UsageException(
          "\"%s\" names no function; write APP/FUNCTION, as in embeddings/Embedder.embed."
              .formatted(target));
    }
    if (json.isPresent() && !arguments.isEmpty()) {
      throw new UsageException("Give the arguments as --json or one by one, not both.");
    }
    try (Cleanup cleanup = new Cleanup()) {
      Carafe connected = shell.connect();
      Carafe carafe = cleanup.add(connected, connected::close);
      String app = target.substring(0, slash);
      FunctionDescription described = carafe.control().describe(app, target.substring(slash + 1));
      FunctionSpec function = described.function();
      String text =
          json.map(given -> ArgumentText.checked(function, given))
              .orElseGet(() -> ArgumentText.json(function, arguments));
      FunctionHandle handle = carafe.function(app, function.name());
      for (Map.Entry<String, String> parameter : with.entrySet()) {
        handle = handle.with(parameter.getKey(), parameter.getValue());
      }
      try (WaitingWords _ =
          WaitingWords.of(shell.terminal(), carafe.control(), app, described.service().name())) {
        RemoteCall.print(shell, handle, function, text);
      } catch (InvalidException e) { // an argument or a parameter that only the classes can tell
        throw new UsageException(String.valueOf(e.getMessage()));
      }
    }
    return 0;
  }
}
