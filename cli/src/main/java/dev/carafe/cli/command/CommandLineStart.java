package dev.carafe.cli.command;

import dev.carafe.cli.output.Terminal;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

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
    PrintStream out = utf8(FileDescriptor.out);
    PrintStream err = utf8(FileDescriptor.err);
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
    err.flush();
    return code;
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream(descriptor), 8192),
        true,
        StandardCharsets.UTF_8);
  }
}
