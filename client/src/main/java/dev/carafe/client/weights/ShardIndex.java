package dev.carafe.client.weights;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Which tensors lie in which files: what it names is there, and nothing else.
record ShardIndex(Path path, Map<String, Set<String>> shards) {
  static final String SUFFIX = ".safetensors.index.json";
  private static final String FORMAT = "shard index";
  private static final long LONGEST = 100_000_000;

  ShardIndex {
    shards = new LinkedHashMap<>(shards);
  }

  static ShardIndex read(MappedFile file) {
    Optional<ForeignFormat> foreign =
        ForeignFormat.of(file.head(ForeignFormat.LOOKED_AT)).filter(f -> !f.magic().equals("{"));
    if (foreign.isPresent()) {
      throw new WeightsException(
          "%s is no shard index. %s".formatted(file.path(), foreign.get().sentence()));
    }
    if (file.size() > LONGEST) {
      throw file.broken(FORMAT, "it has more than 100 MB");
    }
    Map<String, Set<String>> shards = new TreeMap<>();
    try {
      HeaderJson.object(
          file.bytes(),
          (name, json) -> {
            if (name.equals("weight_map")) {
              json.strings(name).forEach((tensor, shard) -> add(shards, tensor, shard));
            } else {
              json.skip();
            }
          });
    } catch (WrongHeader e) {
      throw file.broken(FORMAT, e.why());
    }
    if (shards.isEmpty()) {
      throw file.broken(FORMAT, "it has no weight_map that names files");
    }
    shards.keySet().forEach(shard -> beside(file, shard));
    return new ShardIndex(file.path(), shards);
  }

  private static void add(Map<String, Set<String>> shards, String tensor, String shard) {
    shards.computeIfAbsent(shard, _ -> new LinkedHashSet<>()).add(tensor);
  }

  /// A shard lies beside its index: it names no path into other folders.
  private static void beside(MappedFile index, String shard) {
    boolean plain =
        !shard.isEmpty()
            && !shard.equals(".")
            && !shard.equals("..")
            && shard.chars().noneMatch(c -> c == '/' || c == '\\' || c < ' ');
    if (!plain) {
      throw index.broken(
          FORMAT,
          "it names the file %s, and shards lie beside it".formatted(TensorEntry.shown(shard)));
    }
  }

  WeightsException misses(String tensor, String shard) {
    return new WeightsException(
        "%s says that %s lies in %s, which does not have it. Fetch the files again, all of one"
                .formatted(path, TensorEntry.shown(tensor), shard)
            + " revision.");
  }
}
