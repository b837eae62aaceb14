package dev.carafe.model.block;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a file is cut anew, whatever lies before: where the data of a safetensors file begins, and
/// each large tensor in it. A tensor then has the same blocks after a longer header, or behind
/// others. What is no such file is cut at its begin only; cuts that a broken one suggests do no
/// harm.
///
/// Format: https://huggingface.co/docs/safetensors
final class Cuts {
  private static final int LENGTH_BYTES = 8;
  private static final long LONGEST_HEADER = 16L << 20;
  private static final long LARGE = 1L << 20;
  private static final Pattern OFFSETS =
      Pattern.compile("\"data_offsets\"\\s*:\\s*\\[\\s*(\\d{1,18})\\s*,\\s*(\\d{1,18})\\s*]");

  private Cuts() {}

  /// Offsets into the file, the first of which is 0.
  static SortedSet<Long> of(FileChannel file) throws IOException {
    SortedSet<Long> cuts = new TreeSet<>();
    cuts.add(0L);
    long size = file.size();
    long header = size > LENGTH_BYTES ? bytes(file, 0, LENGTH_BYTES).getLong() : 0;
    if (header >= 2 && header <= Math.min(LONGEST_HEADER, size - LENGTH_BYTES)) {
      ByteBuffer json = bytes(file, LENGTH_BYTES, (int) header);
      if (json.get(0) == '{') {
        long data = LENGTH_BYTES + header;
        cuts.add(data);
        addTensors(StandardCharsets.ISO_8859_1.decode(json), data, cuts);
      }
    }
    return cuts.headSet(Math.max(size, 1));
  }

  /// Of tensors that share bytes, as in no honest file, the first counts: cuts stay a tensor's
  /// length apart, however many a header names.
  private static void addTensors(CharSequence header, long data, SortedSet<Long> cuts) {
    NavigableMap<Long, Long> tensors = new TreeMap<>();
    Matcher tensor = OFFSETS.matcher(header);
    while (tensor.find()) {
      long from = Long.parseLong(tensor.group(1));
      long to = Long.parseLong(tensor.group(2));
      if (to - from >= LARGE) {
        tensors.put(from, to);
      }
    }
    long end = 0;
    for (Map.Entry<Long, Long> one : tensors.entrySet()) {
      if (one.getKey() >= end) {
        cuts.add(data + one.getKey());
        end = one.getValue();
      }
    }
  }

  private static ByteBuffer bytes(FileChannel file, long at, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining() && file.read(buffer, at + buffer.position()) >= 0) {
      // on to the next part
    }
    return buffer.clear();
  }
}
