package dev.carafe.agent;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Stands in for the agent: its config file is a list of things to do, one a line.
public final class Main {
  private static final long MIB = 1L << 20;

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
      case "sleep" -> Thread.sleep(120_000);
      case "fill" -> fill();
      case "spin" -> spin(Integer.parseInt(words[1]));
      case "native" -> fillNative();
      case "stay" ->
          Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(Main::sleepLong));
      case "facts" -> answer(facts());
      case "pour" -> answer(pour(Path.of(words[1])));
      case "write" -> answer(write(Path.of(words[1])));
      case "read" -> answer(Files.readString(Path.of(words[1])));
      case "list" -> answer(list(Path.of(words[1])));
      case "await" -> await(Path.of(words[1]));
      default -> throw new IllegalArgumentException(words[0]);
    }
  }

  private static String list(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(p -> p.getFileName().toString()).sorted().collect(Collectors.joining(" "));
    }
  }

  private static void await(Path file) throws InterruptedException {
    while (!Files.exists(file)) {
      Thread.sleep(5);
    }
  }

  private static void sleepLong() {
    try {
      Thread.sleep(120_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Keeps a processor busy, and so many MiB.
  private static void spin(int mebibytes) {
    byte[] held = new byte[mebibytes << 20];
    for (int at = 0; ; at = (at + 4096) % held.length) {
      held[at]++;
    }
  }

  private static void fill() {
    List<byte[]> all = new ArrayList<>();
    while (all.size() < Integer.MAX_VALUE) {
      all.add(new byte[1 << 20]);
    }
  }

  /// Memory that the JVM's heap does not count, touched.
  private static void fillNative() {
    for (long i = 0; i < 4096; i++) {
      MemorySegment segment = Arena.global().allocate(MIB);
      segment.fill((byte) 1);
    }
  }

  /// Writes until the disk is full, says when that was, and makes room again.
  private static String pour(Path file) throws IOException {
    try {
      flood(file);
      return "never full";
    } catch (IOException e) {
      String said = e.getMessage() + " after " + (Files.size(file) >> 20) + " MiB";
      Files.delete(file);
      return said;
    }
  }

  private static void flood(Path file) throws IOException {
    byte[] chunk = new byte[1 << 16];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (long written = 0; written < 1L << 30; written += chunk.length) {
        out.write(chunk);
      }
    }
  }

  private static String write(Path file) {
    try {
      Files.writeString(file, "written");
      return "ok";
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static String facts() throws IOException {
    StringBuilder text = new StringBuilder();
    System.getenv().forEach((k, v) -> text.append(k).append('=').append(v).append('\n'));
    text.append("user:").append(System.getProperty("user.name")).append('\n');
    text.append("cwd:").append(Path.of("").toAbsolutePath()).append('\n');
    text.append("heap:").append(Runtime.getRuntime().maxMemory() >> 20).append('\n');
    try (Stream<Path> net = Files.list(Path.of("/sys/class/net"))) {
      text.append("net:")
          .append(
              net.map(p -> p.getFileName().toString()).sorted().collect(Collectors.joining(",")))
          .append('\n');
    }
    Files.readAllLines(Path.of("/proc/self/status")).forEach(l -> text.append(l).append('\n'));
    return text.toString();
  }

  private static void answer(String text) throws IOException {
    Path half = Path.of("/carafe/container/work/half");
    Files.writeString(half, text);
    Files.move(half, half.resolveSibling("answer"), StandardCopyOption.REPLACE_EXISTING);
  }
}
