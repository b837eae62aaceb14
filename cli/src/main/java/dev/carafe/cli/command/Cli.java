package dev.carafe.cli.command;

import dev.carafe.cli.output.ProblemPrinter;
import dev.carafe.cli.output.ReaderGoneException;
import dev.carafe.cli.output.Style;
import dev.carafe.cli.output.Terminal;
import dev.carafe.client.CarafeException;
import dev.carafe.client.EnterFailedException;
import dev.carafe.client.NearestNames;
import dev.carafe.client.RemoteException;
import dev.carafe.image.problem.UserCodeException;
import dev.carafe.model.id.ShownName;
import dev.carafe.server.ServerException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/// The command line as a function: arguments in, exit code out. 0 is done, 1 failed, 2 wrong usage.
public final class Cli {
  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int WRONG = 2;
  private static final int READER_GONE = 141; // as shells say of one that SIGPIPE ended

  private final Shell shell;

  Cli(Shell shell) {
    this.shell = shell;
  }

  int run(String... arguments) {
    List<String> words = Arrays.asList(arguments);
    Optional<String> name = words.stream().filter(word -> !word.startsWith("-")).findFirst();
    if (name.isEmpty()) {
      return withoutCommand(words);
    }
    Optional<Catalog.Entry> entry = Catalog.named(name.get());
    if (entry.isEmpty()) {
      List<String> names = Catalog.entries().stream().map(Catalog.Entry::name).toList();
      return wrong(
          "There is no command %s. %s"
              .formatted(name.get(), NearestNames.sentence(name.get(), names)),
          "carafe");
    }
    List<String> ordered = words.subList(words.indexOf(name.get()), words.size());
    boolean before = words.indexOf(name.get()) > 0;
    if (before && !List.of("-v", "--verbose").contains(words.getFirst())) {
      return withoutCommand(words);
    }
    return execute(
        Catalog.with(shell, entry.get()),
        ordered.toArray(String[]::new),
        before || words.contains("-v") || words.contains("--verbose"));
  }

  private int withoutCommand(List<String> words) {
    Terminal terminal = shell.terminal();
    String first = words.isEmpty() ? "" : words.getFirst();
    return switch (first) {
      case "-h", "--help" -> {
        terminal.out().println(Catalog.help());
        yield DONE;
      }
      case "-V", "--version" -> {
        terminal.out().println("carafe " + version());
        yield DONE;
      }
      case "" -> {
        terminal.err().println(Catalog.help());
        yield WRONG;
      }
      default -> wrong("There is no option %s before the command.".formatted(first), "carafe");
    };
  }

  static String version() {
    return Optional.ofNullable(Cli.class.getPackage().getImplementationVersion()).orElse("dev");
  }

  private int execute(CommandLine line, String[] arguments, boolean verbose) {
    Terminal terminal = shell.terminal();
    line.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
    line.setColorScheme(
        CommandLine.Help.defaultColorScheme(
            terminal.colour() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
    HelpWrap.at(Math.clamp(terminal.columns(), 80, 120), line);
    line.setParameterExceptionHandler((e, _) -> wrong(e));
    line.setExecutionExceptionHandler((e, command, _) -> failed(e, command, verbose));
    return line.execute(arguments);
  }

  private int wrong(ParameterException e) {
    String message = String.valueOf(e.getMessage());
    if (e instanceof CommandLine.UnmatchedArgumentException unmatched
        && !unmatched.getSuggestions().isEmpty()) {
      message += ". Did you mean %s?".formatted(String.join(" or ", unmatched.getSuggestions()));
    }
    return wrong(message, e.getCommandLine().getCommandSpec().qualifiedName());
  }

  private int wrong(String message, String command) {
    error(message);
    shell.terminal().say("See " + command + " --help");
    return WRONG;
  }

  private void error(String message) {
    shell.terminal().say(shell.terminal().paint(Style.RED, "error: ") + ShownName.inText(message));
  }

  private int failed(Exception e, CommandLine command, boolean verbose) {
    switch (e) {
      case UsageException wrong -> {
        String own = command.getCommandSpec().qualifiedName();
        return wrong(
            String.valueOf(wrong.getMessage()),
            wrong.helpCommand().isEmpty() ? own : wrong.helpCommand());
      }
      case ReaderGoneException _ -> {
        return READER_GONE;
      }
      case UserCodeException mistakes ->
          ProblemPrinter.print(shell.terminal(), mistakes.problems());
      case UserFailure failure -> userFailure(failure, verbose);
      case RemoteException thrown -> inContainer(thrown, verbose);
      case EnterFailedException thrown -> inContainer(thrown, verbose);
      case CarafeException refused -> error(String.valueOf(refused.getMessage()));
      case ServerException refused -> error(String.valueOf(refused.getMessage()));
      case CommandException refused -> error(String.valueOf(refused.getMessage()));
      case UncheckedIOException io -> error(String.valueOf(io.getMessage()));
      case InterruptedException _ -> {
        Thread.currentThread().interrupt();
        error("Interrupted.");
      }
      default -> error("This should not happen: " + e + (verbose ? "" : " (more with -v)"));
    }
    if (verbose && !(e instanceof UserCodeException) && !(e instanceof UserFailure)) {
      shell.terminal().say(StackText.of(e));
    }
    return FAILED;
  }

  /// What the user's code threw, where it did; the whole way to here is printed when more is
  /// wanted.
  private void inContainer(CarafeException e, boolean verbose) {
    error(String.valueOf(e.getMessage()));
    Throwable thrown = e.getCause();
    if (!verbose && thrown != null && thrown.getStackTrace().length > 0) {
      shell.terminal().say(StackText.of(thrown));
    }
  }

  /// Frames of the user's own code alone, unless more is wanted.
  private void userFailure(UserFailure failure, boolean verbose) {
    Throwable thrown = failure.thrown();
    error(failure.getMessage() + ":");
    if (!verbose) {
      UserStack.trim(thrown);
    }
    shell.terminal().say(StackText.of(thrown));
  }
}
