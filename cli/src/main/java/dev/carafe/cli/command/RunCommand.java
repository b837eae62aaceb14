package dev.carafe.cli.command;

import dev.carafe.image.ReadTarget;
import dev.carafe.image.options.RunnableSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Builds a target and runs one thing of it, once.
@Command(
    name = "run",
    description = {
      "Build what changed, run once, stream logs, print the result.",
      "TARGET is a .java file, a jar, a Maven project directory or a class on the class path. NAME"
          + " may be left out where one thing can be run. What follows are the options of that"
          + " thing; see them with: carafe run TARGET::NAME --help"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  carafe run sample-apps/embeddings",
      "  carafe run Demo.java::Embedder.embed --text hello",
      "  carafe run Demo.java::main --help"
    })
final class RunCommand implements Callable<Integer> {
  private static final List<String> VALUED =
      List.of("--engine", "--data", "--gpus", "--prestart", "--with");

  @Parameters(index = "0", paramLabel = "TARGET[::NAME]", description = "What to run.")
  String target = "";

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "--option value",
      description = "Options of what is run.")
  List<String> rest = new ArrayList<>();

  @Mixin OwnOptions own = new OwnOptions();
  @Mixin HelpOption help = new HelpOption();

  /// What `run` itself takes, before the target or after it.
  static final class OwnOptions {
    @Mixin EngineOptions engine = new EngineOptions();
    @Mixin VerboseOption verbose = new VerboseOption();

    @Option(
        names = "--with",
        paramLabel = "NAME=VALUE",
        description = "A @Parameter of the class whose method is run.")
    Map<String, String> with = new LinkedHashMap<>();
  }

  private final Shell shell;

  RunCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws InterruptedException {
    UserTarget typed = UserTarget.parse(target);
    TimeReport times = new TimeReport();
    BuiltTarget built = BuiltTarget.build(shell, typed.target(), times);
    ReadTarget read = built.target();
    if (typed.name().isEmpty() && asksForHelp() && read.runnables().size() > 1) {
      shell.terminal().out().println("Usage: carafe run %s::NAME".formatted(typed.target()));
      shell.terminal().out().println(Choice.listed(read.runnables()));
      return 0;
    }
    RunnableSpec runnable = Choice.of(read.runnables(), typed.name(), typed.target());
    try {
      return run(built, runnable, typed.target(), times);
    } catch (UsageException e) {
      throw new UsageException(
          String.valueOf(e.getMessage()),
          "carafe run %s::%s".formatted(typed.target(), runnable.name()));
    }
  }

  private int run(BuiltTarget built, RunnableSpec runnable, String name, TimeReport times)
      throws InterruptedException {
    EntryArguments arguments = EntryArguments.parse(runnable, rest, VALUED);
    if (arguments.help()) {
      shell.terminal().out().println(EntryHelp.text(runnable, name));
      return 0;
    }
    takeOwn(arguments);
    arguments.with(own.with);
    List<String> values = arguments.json();
    own.with.putAll(arguments.parameters());
    new EphemeralRun(shell, built, runnable, times).run(values, own);
    return 0;
  }

  private boolean asksForHelp() {
    return rest.contains("--help") || rest.contains("-h");
  }

  /// Options of `run` that stand behind the target and that the entry point does not have.
  private void takeOwn(EntryArguments arguments) {
    if (arguments.others().isEmpty()) {
      return;
    }
    CommandLine parser =
        new CommandLine(CommandLine.Model.CommandSpec.create().addMixin("own", mixin()));
    parser.setUnmatchedArgumentsAllowed(true);
    var result = parser.parseArgs(arguments.others().toArray(String[]::new));
    if (!result.unmatched().isEmpty()) {
      throw arguments.unknown(result.unmatched().getFirst());
    }
  }

  private CommandLine.Model.CommandSpec mixin() {
    return CommandLine.Model.CommandSpec.forAnnotatedObject(own);
  }
}
