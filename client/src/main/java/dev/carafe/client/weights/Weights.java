package dev.carafe.client.weights;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// Weights in the safetensors format, as named tensors over mapped memory: ready at once whatever
/// their size, nothing is copied, and containers on one machine share the pages. The header is
/// checked whole before a tensor is shown, so a file of unknown origin may be opened. For any
/// thread.
///
/// Tensors are valid until `close()`. Files must not be written to meanwhile; one that is cut makes
/// reads behind its new end throw an `InternalError`. Those of a Volume mounted read-only never
/// are.
public final class Weights implements AutoCloseable {
  private final Mapping mapping;
  private final Map<String, String> metadata;

  private Weights(Mapping mapping, Map<String, String> metadata) {
    this.mapping = mapping;
    this.metadata = Map.copyOf(metadata);
  }

  /// Maps a `.safetensors` file; or the shards that a `.safetensors.index.json` names, as one; or
  /// what of these a folder has. Throws a [WeightsException] that says what is wrong with it.
  public static Weights map(Path path) {
    Mapping mapping = new Mapping(path);
    boolean done = false;
    try {
      Map<String, String> metadata = new HashMap<>();
      Path file = ModelFolder.file(path);
      if (MappedFile.name(file).endsWith(ShardIndex.SUFFIX)) {
        shards(mapping, file, metadata);
      } else {
        MappedFile mapped = mapping.add(file);
        SafetensorsHeader header = SafetensorsHeader.read(mapped);
        header.tensors().forEach(entry -> mapping.add(mapped, header.dataStart(), entry));
        metadata.putAll(header.metadata());
      }
      done = true;
      return new Weights(mapping, metadata);
    } finally {
      if (!done) {
        mapping.close();
      }
    }
  }

  private static void shards(Mapping mapping, Path file, Map<String, String> metadata) {
    ShardIndex index = index(file);
    index
        .shards()
        .forEach(
            (name, wanted) -> {
              MappedFile shard = mapping.add(file.resolveSibling(name));
              SafetensorsHeader header = SafetensorsHeader.read(shard);
              header.tensors().stream()
                  .filter(entry -> wanted.contains(entry.name()))
                  .forEach(entry -> mapping.add(shard, header.dataStart(), entry));
              header.metadata().forEach(metadata::putIfAbsent);
              wanted.stream()
                  .filter(tensor -> !mapping.has(tensor))
                  .findFirst()
                  .ifPresent(
                      tensor -> {
                        throw index.misses(tensor, name);
                      });
            });
  }

  private static ShardIndex index(Path file) {
    try (Arena arena = Arena.ofConfined()) {
      return ShardIndex.read(MappedFile.map(file, arena));
    }
  }

  /// The tensor of that name. Throws a [WeightsException] that names the nearest if there is none.
  public Tensor tensor(String name) {
    return mapping.tensor(name);
  }

  /// All tensors, in the order of their bytes.
  public Collection<Tensor> tensors() {
    return mapping.tensors();
  }

  /// What the file says of itself, like `format` → `pt`. Of shards, the first that says it.
  public Map<String, String> metadata() {
    return metadata;
  }

  /// The size of all files together.
  public long bytes() {
    return mapping.bytes();
  }

  /// Reads all of it into memory that the system keeps for files, at the speed of the disk, so that
  /// the first use of a tensor does not wait for it. Not needed for tensors to be right.
  public PrefetchReport prefetch() {
    return prefetch((_, _) -> {});
  }

  /// The same, with somebody who hears how far it is.
  public PrefetchReport prefetch(PrefetchListener listener) {
    return mapping.prefetch(listener);
  }

  /// Unmaps the files. Reading a tensor then throws an [IllegalStateException].
  @Override
  public void close() {
    mapping.close();
  }
}
