package dev.carafe.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Stands in for the agent: its config file is a list of things to do, one a line.
public final class Main {
  private Main() {}

  public static void main(String[] args) throws Exception {
    if (args[0].equals("--train")) {
      return;
    }
    awaitConfig(Path.of(args[0]));
    for (String line : Files.readAllLines(Path.of(args[0]))) {
      String[] words = line.split("\\|", -1);
      run(words);
    }
  }

  /// As the agent does whose container was started ahead.
  private static void awaitConfig(Path config) throws Exception {
    if (!Files.exists(config)) {
      Files.createFile(config.resolveSibling("waiting"));
      while (!Files.exists(config)) {
        Thread.sleep(5);
      }
    }
  }

  private static void run(String[] words) throws Exception {
    switch (words[0]) {
      case "exit" -> System.exit(Integer.parseInt(words[1]));
      case "halt" -> Runtime.getRuntime().halt(Integer.parseInt(words[1]));
      case "say" -> System.out.println(words[1]);
      case "sleep" -> Thread.sleep(60_000);
      case "fill" -> fill();
      case "child" -> new ProcessBuilder(words[1].split(" ")).inheritIO().start();
      case "stay" ->
          Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(Main::sleepLong));
      case "write" -> write(Path.of(words[1]), words[2]);
      case "facts" -> facts(Path.of(words[1]));
      case "copy" -> Files.copy(Path.of(words[1]), Path.of(words[2]));
      default -> throw new IllegalArgumentException(words[0]);
    }
  }

  private static void sleepLong() {
    try {
      Thread.sleep(60_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void fill() {
    List<byte[]> all = new ArrayList<>();
    while (all.size() < Integer.MAX_VALUE) {
      all.add(new byte[1 << 20]);
    }
  }

  /// Writes to a file, and says into the answer file beside it what came of it.
  private static void write(Path file, String answer) throws IOException {
    String outcome;
    try {
      Files.writeString(file, "written", StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      outcome = "ok";
    } catch (IOException e) {
      outcome = e.toString();
    }
    answer(Path.of(answer), outcome);
  }

  private static void facts(Path answer) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, String> variable : System.getenv().entrySet()) {
      text.append(variable.getKey()).append('=').append(variable.getValue()).append('\n');
    }
    text.append("cwd:").append(Path.of("").toAbsolutePath()).append('\n');
    text.append("tmp:").append(System.getProperty("java.io.tmpdir")).append('\n');
    text.append("heap:").append(Runtime.getRuntime().maxMemory() >> 20).append('\n');
    answer(answer, text.toString());
  }

  private static void answer(Path file, String text) throws IOException {
    Path half = file.resolveSibling(file.getFileName() + ".half");
    Files.writeString(half, text);
    Files.move(half, file);
  }
}
