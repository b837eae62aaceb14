package dev.carafe.scheduler.core;

import dev.carafe.model.id.InputId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The inputs that have not ended, by id: many small tables, so that none is ever slow to grow.
final class InputTable {
  private static final int SHARDS = 256;
  private final List<Map<InputId, Input>> shards = new ArrayList<>(SHARDS);
  private long size;

  InputTable() {
    for (int i = 0; i < SHARDS; i++) {
      shards.add(new HashMap<>());
    }
  }

  private Map<InputId, Input> shard(InputId id) {
    int hash = id.hashCode() * 0x9E3779B9;
    return shards.get(hash >>> 24);
  }

  @Nullable Input find(InputId id) {
    return shard(id).get(id);
  }

  void add(Input input) {
    if (shard(input.id).put(input.id, input) == null) {
      size++;
    }
  }

  void remove(Input input) {
    if (shard(input.id).remove(input.id, input)) {
      size--;
    }
  }

  long size() {
    return size;
  }
}
