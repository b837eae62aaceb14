package dev.carafe.protocol.codec;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.SequencedCollection;
import java.util.SequencedSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Collections, as arrays.
record CollectionCodec(TypeCodec items, IntFunction<Collection<@Nullable Object>> empty)
    implements TypeCodec {
  private static final int MOST_RESERVED = 4_096;

  private static final Map<Class<?>, IntFunction<Collection<@Nullable Object>>> KINDS =
      Map.ofEntries(
          Map.entry(Collection.class, ArrayList::new),
          Map.entry(SequencedCollection.class, ArrayList::new),
          Map.entry(List.class, ArrayList::new),
          Map.entry(ArrayList.class, ArrayList::new),
          Map.entry(Set.class, LinkedHashSet::new),
          Map.entry(SequencedSet.class, LinkedHashSet::new),
          Map.entry(HashSet.class, HashSet::new),
          Map.entry(LinkedHashSet.class, LinkedHashSet::new),
          Map.entry(SortedSet.class, _ -> new TreeSet<>()),
          Map.entry(NavigableSet.class, _ -> new TreeSet<>()),
          Map.entry(TreeSet.class, _ -> new TreeSet<>()),
          Map.entry(Queue.class, ArrayDeque::new),
          Map.entry(Deque.class, ArrayDeque::new),
          Map.entry(ArrayDeque.class, ArrayDeque::new),
          Map.entry(PriorityQueue.class, _ -> new PriorityQueue<>()));

  static TypeCodec of(Shape shape, TypeCodec items, Shape item) {
    if (shape.raw() == EnumSet.class && item.raw().isEnum()) {
      return new CollectionCodec(items, _ -> enumSet(item.raw()));
    }
    IntFunction<Collection<@Nullable Object>> empty = KINDS.get(shape.raw());
    if (empty == null) {
      throw new Misfit(
          "%s cannot travel: this kind of collection is unknown. Use List, Set or Queue"
              .formatted(shape));
    }
    return new CollectionCodec(items, empty);
  }

  static TypeCodec listOf(TypeCodec items) {
    return new CollectionCodec(items, ArrayList::new);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // the item's type is an enum, as was checked
  private static Collection<@Nullable Object> enumSet(Class<?> type) {
    return (Collection) EnumSet.noneOf((Class<? extends Enum>) type);
  }

  @Override
  public void write(ValueOut out, Object value) {
    Collection<?> all = (Collection<?>) value;
    out.beginArray(all.size());
    int index = 0;
    for (Object item : all) {
      try {
        items.writeAny(out, item);
      } catch (Misfit e) {
        throw e.at("[" + index + "]");
      }
      index++;
    }
    out.endArray();
  }

  @Override
  public Object read(ValueIn in) {
    Collection<@Nullable Object> all = empty.apply(Math.min(MOST_RESERVED, in.beginArray()));
    int index = 0;
    while (in.more()) {
      try {
        all.add(items.readAny(in));
      } catch (Misfit e) {
        throw e.at("[" + index + "]");
      } catch (NullPointerException | ClassCastException e) {
        throw new Misfit("this collection does not take such an item", e).at("[" + index + "]");
      }
      index++;
    }
    return all;
  }
}
