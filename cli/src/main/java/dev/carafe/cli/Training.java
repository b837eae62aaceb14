package dev.carafe.cli;

import dev.carafe.cli.command.CommandLineStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Does what many commands do, in a folder of its own, so that an AOT cache learns which classes
/// they need. The launcher runs it after a build, in the background, once with `ask` for the
/// commands that only ask a server, once with `run` for those that compile code or are a server: a
/// cache costs at every start by its size, so the many small commands have one of their own.
public final class Training {
  private static final String APP =
      """
      import dev.carafe.annotations.*;
      import dev.carafe.client.Carafe;

      @App("training")
      public final class Training {
        @Function
        public static String hello(String name) {
          return name;
        }

        @LocalEntrypoint
        static void main(Carafe carafe, @Default("x") String text) {
          carafe.volumes().getOrCreate("training").list("/", true);
        }
      }
      """;

  /// Large enough to be copied and not packed.
  private static final int WEIGHTS = 1 << 20;

  private static final List<List<String>> ASKING =
      List.of(
          List.of("--help"),
          List.of("volume", "put", "--help"),
          List.of("nonsense"),
          List.of("app", "list"),
          List.of("container", "list"),
          List.of("call", "training::hello", "x"),
          List.of("volume", "list"),
          List.of("volume", "create", "training"),
          List.of("volume", "put", "training", "Training.java"),
          List.of("volume", "put", "training", "weights.bin"),
          List.of("volume", "ls", "training"));
  private static final List<List<String>> RUNNING =
      List.of(List.of("deploy", "Training.java"), List.of("app", "list"));

  private Training() {}

  public static void main(String[] arguments) throws IOException {
    boolean running = List.of(arguments).contains("run");
    Path folder = Files.createTempDirectory("carafe-training-");
    try {
      Files.writeString(folder.resolve("Training.java"), APP);
      Files.write(folder.resolve("weights.bin"), new byte[WEIGHTS]);
      if (running) {
        CommandLineStart.runIn(folder, Map.of(), "run", "Training.java", "--engine", "process");
      }
      try (TrainingServer server = TrainingServer.start(folder)) {
        Map<String, String> there = Map.of("CARAFE_SERVER", server.address());
        for (List<String> command : running ? RUNNING : ASKING) {
          CommandLineStart.runIn(folder, there, command.toArray(String[]::new));
        }
      }
    } finally {
      try (Stream<Path> all = Files.walk(folder)) {
        all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
      }
    }
  }
}
