package dev.carafe.agent;

import dev.carafe.agent.lifecycle.Assignment;
import dev.carafe.agent.lifecycle.AssignmentFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// The agent of a container: `Main CONFIG` runs one, `Main --train [CONFIG]` rehearses a start for
/// an AOT cache. CONFIG is a file with an `AgentConfig`; it is removed once it is read.
public final class Main {
  private static final int WRONG_USAGE = 2;

  private Main() {}

  public static void main(String[] args) throws IOException {
    if (args.length == 0) {
      RawOutput.say("carafe: the agent is started by an engine, with the path of its config");
      System.exit(WRONG_USAGE);
    }
    if (args[0].equals("--train")) {
      System.exit(Rehearsal.run(rehearsed(args)));
    }
    System.exit(new Container(AssignmentFile.take(Path.of(args[0]))).run());
  }

  /// Trained several times with one file: it stays.
  private static Optional<Assignment> rehearsed(String[] args) throws IOException {
    return args.length < 2 ? Optional.empty() : Optional.of(AssignmentFile.read(Path.of(args[1])));
  }
}
