package dev.carafe.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The processes of this host as the kernel shows them in `/proc`.
final class ProcessTable {
  private static final Path PROC = Path.of("/proc");
  private static final String MEMORY = "Pss:"; // in KiB

  private ProcessTable() {}

  /// One line of it.
  record Row(long pid, char state, long session, int threads, long startTicks) {}

  static boolean exists() {
    return Files.isReadable(PROC.resolve("self/stat"));
  }

  static Optional<Row> row(long pid) {
    try {
      String stat = Files.readString(PROC.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1);
      // The name in parentheses may hold anything, blanks and parentheses included.
      String[] words = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return Optional.of(
          new Row(
              pid,
              words[0].charAt(0),
              Long.parseLong(words[3]),
              Integer.parseInt(words[17]),
              Long.parseLong(words[19])));
    } catch (IOException | RuntimeException e) {
      return Optional.empty(); // it ended while we looked
    }
  }

  static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(PROC, "[0-9]*")) {
      all.forEach(p -> row(Long.parseLong(p.getFileName().toString())).ifPresent(rows::add));
    } catch (IOException e) {
      return rows;
    }
    return rows;
  }

  /// Its memory, a page that others use too counted in part; 0 if it has ended or cannot be asked.
  static long memoryBytes(long pid) {
    try (Stream<String> lines = Files.lines(PROC.resolve(pid + "/smaps_rollup"))) {
      return lines
          .filter(line -> line.startsWith(MEMORY))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
          .sum();
    } catch (IOException | UncheckedIOException e) {
      return 0;
    }
  }

  /// Whether the process was started with this `NAME=value` in its environment.
  static boolean hasVariable(long pid, String assignment) {
    byte[] wanted = (assignment + "\0").getBytes(StandardCharsets.UTF_8);
    try {
      byte[] environment = Files.readAllBytes(PROC.resolve(pid + "/environ"));
      for (int at = 0; at + wanted.length <= environment.length; at = next(environment, at)) {
        if (Arrays.equals(environment, at, at + wanted.length, wanted, 0, wanted.length)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return false;
    }
  }

  private static int next(byte[] environment, int at) {
    int end = at;
    while (end < environment.length && environment[end] != 0) {
      end++;
    }
    return end + 1;
  }
}
