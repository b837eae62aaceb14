package dev.carafe.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/// All commands, by name. Only the one that is asked for is made, so that a start is quick.
final class Catalog {
  /// A command: under which title the overview shows it, what it is for, and how it is made.
  record Entry(String title, String name, String summary, Function<Shell, CommandLine> maker) {}

  private static final String WORK = "Run and call";
  private static final String LIVE = "What is deployed and runs";
  private static final String STORE = "Data";
  private static final String SETUP = "Server and machine";

  private static final List<Entry> ENTRIES =
      List.of(
          one(WORK, "run", "build what changed, run once, print the result", RunCommand::new),
          one(WORK, "dev", "serve a target while you edit it", DevCommand::new),
          one(WORK, "deploy", "deploy the apps of a target, to stay", DeployCommand::new),
          one(WORK, "call", "call a deployed function", CallCommand::new),
          group(
              LIVE,
              "app",
              "list, logs, history, rollback, stop",
              AppListCommand::new,
              AppLogsCommand::new,
              AppHistoryCommand::new,
              AppRollbackCommand::new,
              AppStopCommand::new),
          group(
              LIVE,
              "container",
              "list, stats, logs, exec, stop",
              ContainerListCommand::new,
              ContainerStatsCommand::new,
              ContainerLogsCommand::new,
              ContainerExecCommand::new,
              ContainerStopCommand::new),
          group(
              LIVE,
              "calls",
              "list, get, cancel",
              CallsListCommand::new,
              CallsGetCommand::new,
              CallsCancelCommand::new),
          one(LIVE, "explain", "show where the time of a call went", ExplainCommand::new),
          group(
              LIVE,
              "image",
              "base, list, build, logs, prune",
              ImageBaseCommand::new,
              ImageListCommand::new,
              ImageBuildCommand::new,
              ImageLogsCommand::new,
              ImagePruneCommand::new),
          group(
              STORE,
              "volume",
              "create, list, ls, put, import, get, rm, cp, rename, delete, versions, restore, gc",
              VolumeCreateCommand::new,
              VolumeListCommand::new,
              VolumeLsCommand::new,
              VolumePutCommand::new,
              VolumeImportCommand::new,
              VolumeGetCommand::new,
              VolumeRmCommand::new,
              VolumeCpCommand::new,
              VolumeRenameCommand::new,
              VolumeDeleteCommand::new,
              VolumeVersionsCommand::new,
              VolumeRestoreCommand::new,
              VolumeGcCommand::new),
          group(
              STORE,
              "secret",
              "create, list, delete",
              SecretCreateCommand::new,
              SecretListCommand::new,
              SecretDeleteCommand::new),
          group(
              SETUP,
              "server",
              "start, status, stop",
              ServerStartCommand::new,
              ServerStatusCommand::new,
              ServerStopCommand::new),
          one(SETUP, "doctor", "check what Carafe needs on this machine", DoctorCommand::new),
          one(SETUP, "completion", "print a completion script", CompletionCommand::new));

  private Catalog() {}

  private static Entry one(
      String title, String name, String summary, Function<Shell, Object> maker) {
    return new Entry(title, name, summary, shell -> configured(maker.apply(shell)));
  }

  @SafeVarargs
  private static Entry group(
      String title, String name, String summary, Function<Shell, Object>... makers) {
    return new Entry(
        title,
        name,
        summary,
        shell -> {
          CommandSpec spec = CommandSpec.wrapWithoutInspection(new Group(name)).name(name);
          spec.addMixin("help", CommandSpec.forAnnotatedObject(new HelpOption()));
          CommandLine line = new CommandLine(spec);
          for (Function<Shell, Object> maker : makers) {
            line.addSubcommand(configured(maker.apply(shell)));
          }
          return line;
        });
  }

  private static CommandLine configured(Object command) {
    CommandLine line = new CommandLine(command);
    if (command instanceof RunCommand || command instanceof ContainerExecCommand) {
      line.setStopAtPositional(true);
    } else if (command instanceof CallCommand) {
      line.setUnmatchedOptionsArePositionalParams(true);
    }
    return line;
  }

  static List<Entry> entries() {
    return ENTRIES;
  }

  static Optional<Entry> named(String name) {
    return ENTRIES.stream().filter(e -> e.name().equals(name)).findFirst();
  }

  /// `carafe` with one of its commands.
  static CommandLine with(Shell shell, Entry entry) {
    CommandLine root = new CommandLine(CommandSpec.create().name("carafe"));
    root.addSubcommand(entry.name(), entry.maker().apply(shell));
    return root;
  }

  /// `carafe` with all of its commands.
  static CommandLine whole(Shell shell) {
    CommandLine root = new CommandLine(CommandSpec.create().name("carafe"));
    ENTRIES.forEach(e -> root.addSubcommand(e.name(), e.maker().apply(shell)));
    return root;
  }

  /// The overview.
  static String help() {
    List<String> lines = new ArrayList<>();
    lines.add("Carafe: serverless containers for Java.");
    lines.add("");
    lines.add("Usage: carafe COMMAND [-v] [--help]");
    String title = "";
    for (Entry entry : ENTRIES) {
      if (!entry.title().equals(title)) {
        title = entry.title();
        lines.add("");
        lines.add(title + ":");
      }
      lines.add("  %-11s %s".formatted(entry.name(), entry.summary()));
    }
    lines.add("");
    lines.add("Examples:");
    lines.add("  carafe run sample-apps/embeddings");
    lines.add("  carafe deploy Demo.java && carafe call demo/hello world");
    lines.add("  carafe volume --help");
    return String.join(System.lineSeparator(), lines);
  }
}
