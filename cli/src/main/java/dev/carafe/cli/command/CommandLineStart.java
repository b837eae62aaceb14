package dev.carafe.cli.command;

import dev.carafe.cli.output.StandardOutput;
import dev.carafe.cli.output.Terminal;
import dev.carafe.model.file.FileWords;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Makes the world a command sees from the process it runs in. The launcher says what only a shell
/// can see cheaply: `carafe.tty` (is standard error a terminal) and `carafe.columns`.
public final class CommandLineStart {
  private CommandLineStart() {}

  public static int run(String... arguments) {
    Map<String, String> env = System.getenv();
    return run(env, Path.of("").toAbsolutePath(), arguments);
  }

  /// The same in `folder`, as somebody whose home it is and who has set nothing but this.
  public static int runIn(Path folder, Map<String, String> variables, String... arguments) {
    Map<String, String> env = new HashMap<>(variables);
    env.put("HOME", folder.toString());
    return run(env, folder, arguments);
  }

  private static int run(Map<String, String> env, Path folder, String... arguments) {
    boolean live = Boolean.getBoolean("carafe.tty");
    boolean colour =
        live
            && env.getOrDefault("NO_COLOR", "").isEmpty()
            && !env.getOrDefault("TERM", "").equals("dumb");
    StandardOutput standard = new StandardOutput();
    PrintStream out = utf8(standard);
    PrintStream err = utf8(new FileOutputStream(FileDescriptor.err));
    System.setOut(out); // what entry points print is part of the output
    System.setErr(err);
    Shell shell =
        new Shell(
            new Terminal(out, err, live, colour, Integer.getInteger("carafe.columns", 80)),
            System.in,
            env,
            folder,
            Installation.ofThisJvm(env));
    int code = new Cli(shell).run(arguments);
    out.flush();
    Optional<IOException> lost = standard.failure();
    lost.ifPresent(
        e -> err.println("error: Writing to standard output failed: " + FileWords.of(e)));
    err.flush();
    return lost.isPresent() ? 1 : code;
  }

  private static PrintStream utf8(OutputStream stream) {
    return new PrintStream(new BufferedOutputStream(stream, 8192), true, StandardCharsets.UTF_8);
  }
}
