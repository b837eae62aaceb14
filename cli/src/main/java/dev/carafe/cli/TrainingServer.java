package dev.carafe.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A server in a process of its own, so that what it needs is not learnt.
final class TrainingServer implements AutoCloseable {
  private static final String LISTENS = "Carafe server listens at ";
  private static final long STOP_SECONDS = 20;

  private final Process process;
  private final String address;

  private TrainingServer(Process process, String address) {
    this.process = process;
    this.address = address;
  }

  static TrainingServer start(Path folder) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    for (String property : List.of("carafe.api", "carafe.agent")) {
      command.add("-D%s=%s".formatted(property, System.getProperty(property, "")));
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("server", "start", "--engine", "process", "--listen", "127.0.0.1:0"));
    command.addAll(List.of("--data", folder.resolve("server").toString()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    BufferedReader out = process.inputReader();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith(LISTENS)) {
        return new TrainingServer(process, line.substring(LISTENS.length()).strip());
      }
    }
    throw new IOException("the server did not start");
  }

  String address() {
    return address;
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
