package dev.carafe.cli;

import dev.carafe.cli.command.CommandLineStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/// Does what most commands do, in a folder of its own, so that an AOT cache learns which classes
/// they need. The launcher runs it once after a build, in the background.
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

  private Training() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createTempDirectory("carafe-training-");
    try {
      Path app = Files.writeString(folder.resolve("Training.java"), APP);
      String[][] commands = {
        {"--help"},
        {"volume", "put", "--help"},
        {"nonsense"},
        {"app", "list"},
        {"run", app.toString(), "--engine", "process"}
      };
      for (String[] command : commands) {
        CommandLineStart.runIn(folder, command);
      }
    } finally {
      try (Stream<Path> all = Files.walk(folder)) {
        all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
      }
    }
  }
}
