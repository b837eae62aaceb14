package dev.carafe.docker.engine;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// What this machine itself shows of containers, also while the daemon is away: the control group
/// of each of their processes has the container's id in its name.
final class HostProcesses {
  private static final Path PROC = Path.of("/proc");

  private HostProcesses() {}

  /// Whether a process of this container can be seen.
  static boolean has(String dockerId) throws IOException {
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        if (group(process).contains(dockerId)) {
          return true;
        }
      }
      return false;
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  /// Whether a process is this container's.
  static boolean isOf(String dockerId, long pid) {
    return group(PROC.resolve(Long.toString(pid))).contains(dockerId);
  }

  private static String group(Path process) {
    try {
      return Files.readString(process.resolve("cgroup"));
    } catch (IOException e) {
      return ""; // it has just ended
    }
  }
}
