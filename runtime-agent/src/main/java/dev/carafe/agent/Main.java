package dev.carafe.agent;

import dev.carafe.agent.lifecycle.Arrival;
import dev.carafe.agent.lifecycle.Assignment;
import dev.carafe.agent.lifecycle.AssignmentFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/// The agent of a container: `Main CONFIG` runs one, `Main --train [CONFIG]` rehearses a start for
/// an AOT cache. CONFIG is a file with an `AgentConfig`; it is removed once it is read. Where it is
/// not there yet, the container was started ahead of its need, and waits for it.
public final class Main {
  private static final int WRONG_USAGE = 2;

  /// Its server touches what it waits by far more often.
  private static final Duration LONGEST_SILENCE = Duration.ofMinutes(1);

  private Main() {}

  public static void main(String[] args) throws IOException {
    if (args.length == 0) {
      RawOutput.say("carafe: the agent is started by an engine, with the path of its config");
      System.exit(WRONG_USAGE);
    }
    if (args[0].equals("--train")) {
      System.exit(Rehearsal.run(rehearsed(args)));
    }
    Path config = Path.of(args[0]);
    System.exit(new Container(assignment(config)).run());
  }

  private static Assignment assignment(Path config) throws IOException {
    return Files.exists(config) ? AssignmentFile.take(config) : awaited(config);
  }

  private static Assignment awaited(Path config) throws IOException {
    rehearse();
    if (!Arrival.await(config, LONGEST_SILENCE)) {
      RawOutput.say("carafe: ending, as the server that may need this container is gone");
      System.exit(0);
    }
    return AssignmentFile.take(config);
  }

  /// Where there is no room for it, the start that follows is slower, and that is all.
  private static void rehearse() {
    try {
      int _ = Rehearsal.before(Objects.toString(System.getenv("CARAFE_SERVER"), ""));
    } catch (IOException e) {
      RawOutput.say("carafe: this container waits without having rehearsed: " + e);
    }
  }

  /// Trained several times with one file: it stays.
  private static Optional<Assignment> rehearsed(String[] args) throws IOException {
    return args.length < 2 ? Optional.empty() : Optional.of(AssignmentFile.read(Path.of(args[1])));
  }
}
