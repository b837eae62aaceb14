package dev.carafe.agent.logs;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/// Bytes of a line that has not ended. Safe for use by many threads.
final class LineBuffer {
  private static final int LONGEST = 32 * 1024;
  private static final byte[] NONE = {};

  private byte[] bytes = NONE;
  private int length;

  /// Adds bytes and hands on each line they end. Very long lines are cut into several.
  synchronized void append(byte[] more, int offset, int count, Consumer<String> line) {
    int start = offset;
    for (int i = offset; i < offset + count; i++) {
      if (more[i] == '\n') {
        keep(more, start, i - start);
        end(line);
        start = i + 1;
      } else if (length + i - start >= LONGEST) {
        keep(more, start, i - start);
        end(line);
        start = i;
      }
    }
    keep(more, start, offset + count - start);
  }

  /// Hands on what is there as a line.
  synchronized void flush(Consumer<String> line) {
    if (length > 0) {
      end(line);
    }
  }

  private void keep(byte[] more, int offset, int count) {
    if (bytes.length - length < count) {
      bytes = Arrays.copyOf(bytes, Math.max(256, Math.max(bytes.length * 2, length + count)));
    }
    System.arraycopy(more, offset, bytes, length, count);
    length += count;
  }

  private void end(Consumer<String> line) {
    int end = length > 0 && bytes[length - 1] == '\r' ? length - 1 : length;
    line.accept(new String(bytes, 0, end, StandardCharsets.UTF_8));
    length = 0;
  }
}
