package dev.carafe.protocol.codec;

import java.time.DateTimeException;
import java.util.function.Function;

/// A type whose values are written as text. `parse` throws an IllegalArgumentException or
/// DateTimeException for a text that is none.
record TextScalar(String type, Function<Object, String> format, Function<String, Object> parse)
    implements TypeCodec {

  @Override
  public void write(ValueOut out, Object value) {
    out.text(toText(value));
  }

  @Override
  public Object read(ValueIn in) {
    return fromText(in.text());
  }

  @Override
  public boolean isText() {
    return true;
  }

  @Override
  public String toText(Object value) {
    return format.apply(value);
  }

  @Override
  public Object fromText(String text) {
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new Misfit("\"%s\" is no %s: %s".formatted(text, type, e.getMessage()), e);
    }
  }
}
