package dev.carafe.process;

import dev.carafe.model.spi.ExecOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// A command beside the agent of a container: in its mounts and working directory, with its
/// environment, mark and secrets included. It ends with the container.
final class ExecutedCommand {
  private static final int CHUNK = 32 * 1024;

  private final Process process;
  private final ReentrantLock telling = new ReentrantLock();

  private ExecutedCommand(Process process) {
    this.process = process;
  }

  static ExecutedCommand start(long agent, List<String> command) throws IOException {
    Path proc = process(agent);
    List<String> entered = new ArrayList<>(into(agent));
    entered.addAll(List.of("--root", "--wd"));
    entered.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(entered);
    Map<String, String> environment = builder.environment();
    environment.clear();
    for (String variable :
        Files.readString(proc.resolve("environ"), StandardCharsets.UTF_8).split("\0")) {
      int equals = variable.indexOf('=');
      if (equals > 0) {
        environment.put(variable.substring(0, equals), variable.substring(equals + 1));
      }
    }
    return new ExecutedCommand(builder.start());
  }

  private static Path process(long pid) {
    return Path.of("/proc", Long.toString(pid));
  }

  /// What runs the command that follows it among the mounts of an agent, from their own root.
  static List<String> into(long agent) throws IOException {
    Path proc = process(agent);
    List<String> entered = new ArrayList<>(List.of("nsenter", "--target", Long.toString(agent)));
    if (differs(proc, "user")) {
      entered.addAll(List.of("--user", "--preserve-credentials"));
    }
    if (differs(proc, "mnt")) {
      entered.add("--mount");
    }
    return entered;
  }

  private static boolean differs(Path process, String namespace) throws IOException {
    Path ours = Path.of("/proc/self/ns", namespace);
    return !Files.readSymbolicLink(process.resolve("ns").resolve(namespace))
        .equals(Files.readSymbolicLink(ours));
  }

  int run(InputStream in, ExecOutput output) throws InterruptedException {
    Thread feeder = Thread.ofVirtual().name("exec-in").start(() -> feed(in));
    Thread text = drained("exec-out", process.getInputStream(), output::out);
    Thread errors = drained("exec-err", process.getErrorStream(), output::err);
    try {
      text.join();
      errors.join();
      return process.waitFor();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      feeder.interrupt();
    }
  }

  private void feed(InputStream in) {
    try (OutputStream to = process.getOutputStream()) {
      byte[] chunk = new byte[CHUNK];
      int n = in.read(chunk);
      while (n >= 0) {
        to.write(chunk, 0, n);
        to.flush();
        n = in.read(chunk);
      }
    } catch (IOException e) {
      // the command has ended, or wants no more
    }
  }

  /// On a thread of its own, as nothing ends a read but the end of the command.
  private Thread drained(String name, InputStream from, Consumer<byte[]> to) {
    return Thread.ofVirtual().name(name).start(() -> drain(from, to));
  }

  private void drain(InputStream from, Consumer<byte[]> to) {
    byte[] chunk = new byte[CHUNK];
    try (from) {
      int n = from.read(chunk);
      while (n >= 0) {
        tell(java.util.Arrays.copyOf(chunk, n), to);
        n = from.read(chunk);
      }
    } catch (IOException e) {
      // it was ended
    } catch (RuntimeException e) {
      process.destroyForcibly(); // nobody wants it any more
    }
  }

  private void tell(byte[] bytes, Consumer<byte[]> to) {
    telling.lock();
    try {
      to.accept(bytes);
    } finally {
      telling.unlock();
    }
  }
}
