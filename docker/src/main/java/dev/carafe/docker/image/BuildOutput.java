package dev.carafe.docker.image;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/// What a build prints, from bytes as they come to lines; keeps the last ones. Safe for use by many
/// threads.
final class BuildOutput {
  private static final int TAIL = 20;
  private static final int LONGEST = 8192;

  private final Consumer<String> lines;
  private final ByteArrayOutputStream current = new ByteArrayOutputStream();
  private final Deque<String> tail = new ArrayDeque<>();

  BuildOutput(Consumer<String> lines) {
    this.lines = lines;
  }

  /// A carriage return ends a line too: programs that draw progress write one for each picture.
  synchronized void bytes(byte[] bytes) {
    for (byte b : bytes) {
      if (b == '\n' || b == '\r') {
        end();
      } else {
        current.write(b);
        if (current.size() == LONGEST) {
          end();
        }
      }
    }
  }

  /// Ends the line that has begun.
  synchronized void end() {
    if (current.size() > 0) {
      line(current.toString(StandardCharsets.UTF_8));
      current.reset();
    }
  }

  /// A whole line.
  synchronized void line(String line) {
    tail.addLast(line);
    if (tail.size() > TAIL) {
      tail.removeFirst();
    }
    lines.accept(line);
  }

  /// The last lines, each indented.
  synchronized String tail() {
    end();
    return tail.isEmpty()
        ? "it printed nothing"
        : "its last lines:\n  " + String.join("\n  ", tail);
  }
}
