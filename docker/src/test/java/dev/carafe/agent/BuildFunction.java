package dev.carafe.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Stands in for the agent's own: its arguments are written to the file `/made`, and to `/vol/made`
/// where there is a Volume; `fail` fails.
public final class BuildFunction {
  private BuildFunction() {}

  public static void main(String[] args) throws IOException {
    System.out.println("running " + args[1]);
    Files.write(Path.of("/made"), List.of(String.join(" ", args), "TOKEN=" + token()));
    if (Files.exists(Path.of("/vol"))) {
      Files.writeString(Path.of("/vol/made"), args[1]);
    }
    if (args[1].equals("fail")) {
      System.err.println("fail threw java.lang.IllegalStateException: boom");
      System.exit(1);
    }
  }

  private static String token() {
    return String.valueOf(System.getenv("TOKEN")).isEmpty()
        ? ""
        : String.valueOf(System.getenv("GREETING"));
  }
}
