package dev.carafe.testing.journey;

import dev.carafe.annotations.App;
import dev.carafe.annotations.Function;
import dev.carafe.annotations.Mount;
import dev.carafe.client.Volume;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Functions that mount one Volume in every way there is, and run what they are told in it.
@App("shelf")
public final class Shelf {
  static final String VOLUME = "shelf-vol";
  private static final long MAPPED = 64L << 20;

  private Shelf() {}

  /// Changes the Volume, and commits.
  @Function(volumes = @Mount(volume = VOLUME, path = "/shelf"))
  public static long change(String script) throws Exception {
    String said = sh("/shelf", script);
    if (!said.isEmpty()) {
      throw new IOException(said);
    }
    return Volume.mounted(VOLUME).commit();
  }

  /// Looks at the newest version, in a container that may only read.
  @Function(volumes = @Mount(volume = VOLUME, path = "/shelf", readOnly = true))
  public static String look(String script) throws Exception {
    Volume.mounted(VOLUME).reload();
    return sh("/shelf", script);
  }

  /// Works in a part of it, and commits.
  @Function(volumes = @Mount(volume = VOLUME, path = "/part", subPath = "some/part"))
  public static String part(String script) throws Exception {
    String said = sh("/part", script);
    Volume.mounted(VOLUME).commit();
    return said;
  }

  /// Tries to reload while a file is open for writing, by this program and by another.
  @Function(volumes = @Mount(volume = VOLUME, path = "/shelf"))
  public static String reloadWhileOpen() throws IOException {
    StringBuilder said = new StringBuilder();
    Path file = Path.of("/shelf/open by us");
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(1);
      said.append(refusal()).append('\n');
    }
    Process other =
        new ProcessBuilder("sh", "-c", "exec 3>'/shelf/by another'; echo; read x").start();
    try (BufferedReader ready = other.inputReader()) {
      String _ = ready.readLine();
      said.append(refusal()).append('\n');
      other.outputWriter().append('\n').flush();
      String _ = ready.readLine();
    }
    Volume.mounted(VOLUME).reload();
    return said + "pid " + ProcessHandle.current().pid();
  }

  private static String refusal() {
    try {
      Volume.mounted(VOLUME).reload();
      return "reloaded";
    } catch (RuntimeException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /// Maps a file and touches it all; once the journal lets go, says how much of it is mapped here
  /// and what this process's share of that is, in KiB.
  @Function(
      volumes = @Mount(volume = VOLUME, path = "/shelf", readOnly = true),
      memory = "256MiB",
      maxContainers = 2)
  public static long[] share(String journal) throws Exception {
    try (FileChannel file = FileChannel.open(Path.of("/shelf/weights"), StandardOpenOption.READ)) {
      var mapped = file.map(FileChannel.MapMode.READ_ONLY, 0, MAPPED);
      long sum = 0;
      for (int at = 0; at < MAPPED; at += 512) {
        sum += mapped.get(at);
      }
      Notes.write(journal, "mapped " + sum);
      while (!Notes.mayGoOn(journal)) {
        Thread.sleep(20);
      }
      long[] sizes = mapping("/shelf/weights");
      long _ = mapped.get(0); // it stays mapped until here
      return sizes;
    }
  }

  private static long[] mapping(String path) throws IOException {
    long[] sizes = {0, 0};
    boolean inside = false;
    for (String line : Files.readAllLines(Path.of("/proc/self/smaps"), StandardCharsets.UTF_8)) {
      if (line.matches("[0-9a-f]+-[0-9a-f]+ .*")) {
        inside = line.endsWith(path);
      } else if (inside && line.startsWith("Rss:")) {
        sizes[0] += kib(line);
      } else if (inside && line.startsWith("Pss:")) {
        sizes[1] += kib(line);
      }
    }
    return sizes;
  }

  private static long kib(String line) {
    return Long.parseLong(line.replaceAll("\\D", ""));
  }

  private static String sh(String directory, String script) throws Exception {
    Process shell =
        new ProcessBuilder("sh", "-c", script)
            .directory(Path.of(directory).toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return shell.waitFor() == 0 || !said.isEmpty() ? said : "exit " + shell.exitValue();
  }
}
