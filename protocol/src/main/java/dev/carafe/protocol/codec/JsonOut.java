package dev.carafe.protocol.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;

/// Writes JSON for people: arrays of numbers as arrays, bytes as base64.
final class JsonOut implements ValueOut {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final JsonGenerator json;
  private int depth;

  JsonOut() {
    try {
      json = Json.FACTORY.createGenerator(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Step {
    void run() throws IOException;
  }

  private static void write(Step step) {
    try {
      step.run();
    } catch (IOException e) {
      throw new Misfit("it cannot be written as JSON: " + e.getMessage(), e);
    }
  }

  @Override
  public void nothing() {
    write(json::writeNull);
  }

  @Override
  public void bool(boolean value) {
    write(() -> json.writeBoolean(value));
  }

  @Override
  public void integer(long value) {
    write(() -> json.writeNumber(value));
  }

  @Override
  public void single(float value) {
    write(() -> json.writeNumber(value));
  }

  @Override
  public void real(double value) {
    write(() -> json.writeNumber(value));
  }

  @Override
  public void decimal(BigDecimal value) {
    write(() -> json.writeNumber(value));
  }

  @Override
  public void text(String value) {
    write(() -> json.writeString(value));
  }

  @Override
  public void bytes(byte[] value) {
    write(() -> json.writeBinary(value));
  }

  @Override
  public void beginArray(int size) {
    deeper();
    write(json::writeStartArray);
  }

  @Override
  public void endArray() {
    depth--;
    write(json::writeEndArray);
  }

  @Override
  public void beginObject(int size) {
    deeper();
    write(json::writeStartObject);
  }

  private void deeper() {
    if (++depth > MOST_DEPTH) {
      throw new Misfit("it is nested deeper than %d, or contains itself".formatted(MOST_DEPTH));
    }
  }

  @Override
  public void key(String name) {
    write(() -> json.writeFieldName(name));
  }

  @Override
  public void endObject() {
    depth--;
    write(json::writeEndObject);
  }

  @Override
  public void shorts(short[] values) {
    beginArray(values.length);
    for (short value : values) {
      integer(value);
    }
    endArray();
  }

  @Override
  public void ints(int[] values) {
    beginArray(values.length);
    for (int value : values) {
      integer(value);
    }
    endArray();
  }

  @Override
  public void longs(long[] values) {
    beginArray(values.length);
    for (long value : values) {
      integer(value);
    }
    endArray();
  }

  @Override
  public void floats(float[] values) {
    beginArray(values.length);
    for (float value : values) {
      single(value);
    }
    endArray();
  }

  @Override
  public void doubles(double[] values) {
    beginArray(values.length);
    for (double value : values) {
      real(value);
    }
    endArray();
  }

  @Override
  public byte[] written() {
    write(json::close);
    return bytes.toByteArray();
  }
}
