package dev.carafe.protocol.codec;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Maps: as objects where keys are text, else as arrays of `[key, value]`.
record MapCodec(
    TypeCodec keys, TypeCodec values, Supplier<Map<@Nullable Object, @Nullable Object>> empty)
    implements TypeCodec {
  private static final Map<Class<?>, Supplier<Map<@Nullable Object, @Nullable Object>>> KINDS =
      Map.ofEntries(
          Map.entry(Map.class, LinkedHashMap::new),
          Map.entry(SequencedMap.class, LinkedHashMap::new),
          Map.entry(HashMap.class, HashMap::new),
          Map.entry(LinkedHashMap.class, LinkedHashMap::new),
          Map.entry(SortedMap.class, TreeMap::new),
          Map.entry(NavigableMap.class, TreeMap::new),
          Map.entry(TreeMap.class, TreeMap::new),
          Map.entry(ConcurrentMap.class, ConcurrentHashMap::new),
          Map.entry(ConcurrentHashMap.class, ConcurrentHashMap::new));

  static TypeCodec of(Shape shape, Shape key, Shape value, TypeCodecs codecs) {
    TypeCodec keys = codecs.of(key);
    TypeCodec values = codecs.of(value);
    if (shape.raw() == EnumMap.class && key.raw().isEnum()) {
      return new MapCodec(keys, values, () -> enumMap(key.raw()));
    }
    Supplier<Map<@Nullable Object, @Nullable Object>> empty = KINDS.get(shape.raw());
    if (empty == null) {
      throw new Misfit("%s cannot travel: this kind of map is unknown. Use Map".formatted(shape));
    }
    return new MapCodec(keys, values, empty);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // the key's type is an enum, as was checked
  private static Map<@Nullable Object, @Nullable Object> enumMap(Class<?> type) {
    return (Map) new EnumMap((Class<? extends Enum>) type);
  }

  @Override
  public void write(ValueOut out, Object value) {
    Map<?, ?> all = (Map<?, ?>) value;
    if (keys.isKey() && all.keySet().stream().noneMatch(Objects::isNull)) {
      writeObject(out, all);
    } else {
      writePairs(out, all);
    }
  }

  private void writeObject(ValueOut out, Map<?, ?> all) {
    out.beginObject(all.size());
    for (Map.Entry<?, ?> entry : all.entrySet()) {
      String key = keys.toText(entry.getKey());
      out.key(key);
      try {
        values.writeAny(out, entry.getValue());
      } catch (Misfit e) {
        throw e.at("[\"" + key + "\"]");
      }
    }
    out.endObject();
  }

  private void writePairs(ValueOut out, Map<?, ?> all) {
    out.beginArray(all.size());
    for (Map.Entry<?, ?> entry : all.entrySet()) {
      out.beginArray(2);
      keys.writeAny(out, entry.getKey());
      values.writeAny(out, entry.getValue());
      out.endArray();
    }
    out.endArray();
  }

  @Override
  public Object read(ValueIn in) {
    Map<@Nullable Object, @Nullable Object> all = empty.get();
    if (in.peek() == ValueIn.Kind.ARRAY) {
      readPairs(in, all);
    } else {
      readObject(in, all);
    }
    return all;
  }

  private void readObject(ValueIn in, Map<@Nullable Object, @Nullable Object> all) {
    in.beginObject();
    while (in.more()) {
      String key = in.key();
      try {
        put(all, key(key), values.readAny(in));
      } catch (Misfit e) {
        throw e.at("[\"" + key + "\"]");
      }
    }
  }

  private Object key(String text) {
    if (!keys.isKey()) {
      throw new Misfit("expected an array of [key, value], found an object");
    }
    return keys.fromText(text);
  }

  private void readPairs(ValueIn in, Map<@Nullable Object, @Nullable Object> all) {
    in.beginArray();
    while (in.more()) {
      in.beginArray();
      Object[] pair = new Object[2];
      int index = 0;
      while (in.more()) {
        if (index == 2) {
          throw new Misfit("an entry of a map is [key, value]");
        }
        pair[index] = (index == 0 ? keys : values).readAny(in);
        index++;
      }
      if (index != 2) {
        throw new Misfit("an entry of a map is [key, value]");
      }
      put(all, pair[0], pair[1]);
    }
  }

  private static void put(
      Map<@Nullable Object, @Nullable Object> all, @Nullable Object key, @Nullable Object value) {
    try {
      all.put(key, value);
    } catch (NullPointerException | ClassCastException e) {
      throw new Misfit("this map does not take such an entry", e);
    }
  }
}
