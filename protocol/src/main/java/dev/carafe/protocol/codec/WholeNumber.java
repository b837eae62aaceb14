package dev.carafe.protocol.codec;

import java.util.function.Function;

/// A type of whole numbers, which may be keys.
record WholeNumber(String type, long least, long most, Function<Long, Object> narrow)
    implements TypeCodec {

  @Override
  public void write(ValueOut out, Object value) {
    out.integer(((Number) value).longValue());
  }

  @Override
  public Object read(ValueIn in) {
    return narrow.apply(Numbers.within(in.integer(), least, most, type));
  }

  @Override
  public boolean isKey() {
    return true;
  }

  @Override
  public String toText(Object value) {
    return value.toString();
  }

  @Override
  public Object fromText(String text) {
    try {
      return narrow.apply(Numbers.within(Long.parseLong(text), least, most, type));
    } catch (NumberFormatException e) {
      throw new Misfit("\"%s\" is no %s".formatted(text, type), e);
    }
  }
}
