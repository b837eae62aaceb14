package dev.carafe.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// The last lines a process wrote past the agent, for its exit reason.
record OutputTail(List<String> lines) {
  private static final int BYTES = 8192;
  private static final int SHOWN = 8;

  static OutputTail of(Path file) {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      in.seek(Math.max(0, in.length() - BYTES));
      byte[] bytes = new byte[BYTES];
      int read = Math.max(0, in.read(bytes));
      String text = new String(bytes, 0, read, StandardCharsets.UTF_8);
      return new OutputTail(text.lines().filter(l -> !l.isBlank()).toList());
    } catch (IOException e) {
      return new OutputTail(List.of());
    }
  }

  /// To be put behind a reason; empty for a good end.
  String suffix(int exitCode) {
    if (exitCode == 0 || lines.isEmpty()) {
      return "";
    }
    List<String> last = lines.subList(Math.max(0, lines.size() - SHOWN), lines.size());
    return "; last output:\n" + String.join("\n", last);
  }
}
