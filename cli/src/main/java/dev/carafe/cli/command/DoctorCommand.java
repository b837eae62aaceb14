package dev.carafe.cli.command;

import dev.carafe.cli.output.Style;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Looks at what Carafe needs on this machine.
@Command(
    name = "doctor",
    description = "Check what Carafe needs on this machine, and say what to do where it lacks.",
    footerHeading = "%nExamples:%n",
    footer = {"  carafe doctor", "  carafe doctor --json"})
final class DoctorCommand implements Callable<Integer> {
  @Mixin HelpOption help = new HelpOption();
  @Mixin VerboseOption verbose = new VerboseOption();
  @Mixin JsonOption json = new JsonOption();

  private final Shell shell;

  DoctorCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    List<Finding> findings = Findings.of(shell);
    if (json.json) {
      shell.terminal().out().println(dev.carafe.protocol.wire.ModelJson.write(findings));
    } else {
      findings.forEach(this::print);
    }
    return findings.stream().anyMatch(f -> f.state() == Finding.State.FAILED) ? 1 : 0;
  }

  private void print(Finding finding) {
    String mark =
        switch (finding.state()) {
          case GOOD -> shell.terminal().paint(Style.GREEN, "ok     ");
          case ABSENT -> shell.terminal().paint(Style.YELLOW, "absent ");
          case FAILED -> shell.terminal().paint(Style.RED, "failed ");
        };
    shell.terminal().out().println(mark + finding.subject() + ": " + finding.words());
  }
}
