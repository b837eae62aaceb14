package dev.carafe.cli.command;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Prints a script with which a shell completes commands and options.
@Command(
    name = "completion",
    description = "Print a completion script for bash or zsh.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  carafe completion bash > ~/.carafe/completion",
      "  echo 'source ~/.carafe/completion' >> ~/.bashrc"
    })
final class CompletionCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "SHELL",
      defaultValue = "bash",
      description = "bash or zsh.")
  String kind = "";

  @Mixin HelpOption help = new HelpOption();
  @Mixin VerboseOption verbose = new VerboseOption();

  private final Shell shell;

  CompletionCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    String script = AutoComplete.bash("carafe", Catalog.whole(shell));
    switch (kind) {
      case "bash" -> shell.terminal().out().println(script);
      case "zsh" -> {
        shell.terminal().out().println("autoload -U +X compinit && compinit");
        shell.terminal().out().println("autoload -U +X bashcompinit && bashcompinit");
        shell.terminal().out().println(script);
      }
      default ->
          throw new UsageException(
              "There is no completion for %s; there is: bash, zsh.".formatted(kind));
    }
    return 0;
  }
}
