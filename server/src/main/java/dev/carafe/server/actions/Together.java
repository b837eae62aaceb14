package dev.carafe.server.actions;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Actions of one kind, by where they go. Those for one place mostly come one after the other.
final class Together<K, A> {
  private final Map<K, List<A>> byPlace = new LinkedHashMap<>();
  private @Nullable K lastPlace;
  private List<A> last = List.of();

  void add(K place, A action) {
    if (!place.equals(lastPlace)) {
      last = byPlace.computeIfAbsent(place, _ -> new ArrayList<>());
      lastPlace = place;
    }
    last.add(action);
  }

  /// Hands them on; none is left.
  void forEach(BiConsumer<K, List<A>> receiver) {
    byPlace.forEach(receiver);
    byPlace.clear();
    lastPlace = null;
  }
}
