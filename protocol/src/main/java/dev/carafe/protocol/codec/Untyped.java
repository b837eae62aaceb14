package dev.carafe.protocol.codec;

import java.io.InputStream;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/// Writes a value as its own class says, for callers without the method's classes. It is never read
/// into.
final class Untyped implements TypeCodec {
  private static final ClassValue<TypeCodec> BY_CLASS =
      new ClassValue<>() {
        @Override
        protected TypeCodec computeValue(Class<?> type) {
          return new TypeCodecs(true).of(Shape.of(type));
        }
      };

  @Override
  public void write(ValueOut out, Object value) {
    switch (value) {
      case Optional<?> optional -> writeAny(out, optional.orElse(null));
      case Collection<?> all -> {
        out.beginArray(all.size());
        all.forEach(item -> writeAny(out, item));
        out.endArray();
      }
      case Map<?, ?> all -> writeMap(out, all);
      case Object[] all -> {
        out.beginArray(all.length);
        for (Object item : all) {
          writeAny(out, item);
        }
        out.endArray();
      }
      default -> codecOf(value).write(out, value);
    }
  }

  private void writeMap(ValueOut out, Map<?, ?> all) {
    boolean byText = all.keySet().stream().allMatch(k -> k != null && codecOf(k).isKey());
    if (byText) {
      out.beginObject(all.size());
      all.forEach(
          (key, value) -> {
            out.key(codecOf(key).toText(key));
            writeAny(out, value);
          });
      out.endObject();
    } else {
      writeAny(
          out, all.entrySet().stream().map(e -> new Object[] {e.getKey(), e.getValue()}).toList());
    }
  }

  private static TypeCodec codecOf(Object value) {
    return BY_CLASS.get(
        switch (value) {
          case Enum<?> constant -> constant.getDeclaringClass();
          case ZoneId _ -> ZoneId.class;
          case InputStream _ -> InputStream.class;
          default -> value.getClass();
        });
  }

  @Override
  public Object read(ValueIn in) {
    throw new IllegalStateException("an untyped value is never read");
  }
}
