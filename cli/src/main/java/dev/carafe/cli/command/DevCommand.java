package dev.carafe.cli.command;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Serves a target while its sources are edited.
@Command(
    name = "dev",
    description = {
      "Serve a target while you edit it: each save is compiled, checked and swapped into the"
          + " containers that run.",
      "New method bodies keep the object and what @Enter made of it; what a running class cannot"
          + " take has its containers start anew, and says why. Code that does not compile is"
          + " shown, and the old code goes on serving. The app can be called by its name from"
          + " anywhere until Ctrl-C ends it."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  carafe dev sample-apps/embeddings",
      "  carafe dev Demo.java --name demo-dev",
      "  carafe call demo/hello world         in another terminal"
    })
final class DevCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "TARGET",
      description = "A .java file, a jar, a Maven project directory or a class on the class path.")
  String target = "";

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Serve the app under another name; for a target with one app.")
  Optional<String> name = Optional.empty();

  @Mixin EngineOptions engine = new EngineOptions();
  @Mixin VerboseOption verbose = new VerboseOption();
  @Mixin HelpOption help = new HelpOption();

  private final Shell shell;

  DevCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws InterruptedException {
    new DevRun(shell, target, name).run(engine);
    return 0;
  }
}
