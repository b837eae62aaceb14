package dev.carafe.client.weights;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;

/// Saves tensors as a safetensors file, which appears whole or not at all, in the place of one that
/// was there. The widest elements come first, so that all tensors are aligned. For one thread.
public final class WeightsWriter {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int ALIGNMENT = 8;
  private static final long PIECE = 16 << 20;

  private final Path path;
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();

  private WeightsWriter(Path path) {
    this.path = path;
  }

  /// Writes to this file, when `save()` is called.
  public static WeightsWriter to(Path path) {
    return new WeightsWriter(path);
  }

  /// Adds numbers in rows, as `F32`: `tensor("hidden", values, 16, 3)`. They are copied.
  public WeightsWriter tensor(String name, float[] values, long... shape) {
    List<Long> sizes = LongStream.of(shape).boxed().toList();
    if (Tensor.elements(sizes) != values.length) {
      throw new IllegalArgumentException(
          "The tensor %s has %d values, which are no %s".formatted(name, values.length, sizes));
    }
    MemorySegment bytes = Arena.ofAuto().allocate((long) Float.BYTES * values.length, ALIGNMENT);
    MemorySegment.copy(values, 0, bytes, Floats.F32, 0, values.length);
    return tensor(new Tensor(name, DType.F32, sizes, bytes));
  }

  /// Adds a tensor of any element type that safetensors knows, whose bytes are read at `save()`.
  public WeightsWriter tensor(Tensor tensor) {
    if (tensor.name().equals(SafetensorsHeader.METADATA) || tensors.containsKey(tensor.name())) {
      throw new IllegalArgumentException(
          "The name %s is taken. Give each tensor its own.".formatted(tensor.name()));
    }
    if (!SafetensorsHeader.DTYPES.contains(tensor.dtype())) {
      throw new IllegalArgumentException(
          "The tensor %s is %s, which is no element type of safetensors: %s"
              .formatted(tensor.name(), tensor.dtype(), SafetensorsHeader.DTYPES));
    }
    tensors.put(tensor.name(), tensor);
    return this;
  }

  /// Adds what `Weights.metadata()` tells.
  public WeightsWriter metadata(String key, String value) {
    metadata.put(key, value);
    return this;
  }

  /// Writes the file, or throws a [WeightsException] and leaves what was there.
  public void save() {
    Path temporary = path.resolveSibling(".%s.%s".formatted(path.getFileName(), UUID.randomUUID()));
    try {
      try {
        write(temporary);
        Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw new WeightsException(
          "%s cannot be saved: %s. Is there such a folder, may it be written to, is there space?"
              .formatted(path, e),
          e);
    }
  }

  private void write(Path file) throws IOException {
    List<Tensor> sorted =
        tensors.values().stream()
            .sorted(Comparator.comparingInt((Tensor t) -> t.dtype().blockBytes()).reversed())
            .toList();
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      all(out, header(sorted));
      for (Tensor tensor : sorted) {
        MemorySegment bytes = tensor.segment();
        for (long at = 0; at < bytes.byteSize(); at += PIECE) {
          all(out, bytes.asSlice(at, Math.min(PIECE, bytes.byteSize() - at)).asByteBuffer());
        }
      }
      out.force(true);
    }
  }

  private static void all(FileChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }

  /// The length and the JSON, filled up with spaces so that the tensors start aligned.
  private ByteBuffer header(List<Tensor> sorted) throws IOException {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    try (JsonGenerator out = JSON.createGenerator(json)) {
      out.writeStartObject();
      if (!metadata.isEmpty()) {
        out.writeObjectFieldStart(SafetensorsHeader.METADATA);
        for (var entry : metadata.entrySet()) {
          out.writeStringField(entry.getKey(), entry.getValue());
        }
        out.writeEndObject();
      }
      long at = 0;
      for (Tensor tensor : sorted) {
        at = entry(out, tensor, at);
      }
      out.writeEndObject();
    }
    while (json.size() % ALIGNMENT != 0) {
      json.write(' ');
    }
    return ByteBuffer.allocate(Long.BYTES + json.size())
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.size())
        .put(json.toByteArray())
        .flip();
  }

  private static long entry(JsonGenerator out, Tensor tensor, long begin) throws IOException {
    long end = begin + tensor.segment().byteSize();
    out.writeObjectFieldStart(tensor.name());
    out.writeStringField("dtype", tensor.dtype().name());
    out.writeArrayFieldStart("shape");
    for (long size : tensor.shape()) {
      out.writeNumber(size);
    }
    out.writeEndArray();
    out.writeArrayFieldStart("data_offsets");
    out.writeNumber(begin);
    out.writeNumber(end);
    out.writeEndArray();
    out.writeEndObject();
    return end;
  }
}
