package dev.carafe.client.weights;

import dev.carafe.client.NearestNames;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// A model in the GGUF format, versions 2 and 3, as named tensors over mapped memory, like
/// [Weights]. Shapes have the dimension that varies fastest last. Quantised tensors are blocks of
/// bytes: what is in them is the business of who computes with them. For any thread.
public final class Gguf implements AutoCloseable {
  private final Mapping mapping;
  private final Path path;
  private final int version;
  private final Map<String, GgufValue> metadata;

  private Gguf(Mapping mapping, Path path, GgufHeader header) {
    this.mapping = mapping;
    this.path = path;
    this.version = header.version();
    this.metadata = Collections.unmodifiableMap(new LinkedHashMap<>(header.metadata()));
  }

  /// Maps a file. Throws a [WeightsException] that says what is wrong with it.
  public static Gguf map(Path path) {
    Mapping mapping = new Mapping(path);
    boolean done = false;
    try {
      MappedFile file = mapping.add(path);
      GgufHeader header = GgufHeader.read(file);
      header.tensors().forEach(entry -> mapping.add(file, header.dataStart(), entry));
      done = true;
      return new Gguf(mapping, path, header);
    } finally {
      if (!done) {
        mapping.close();
      }
    }
  }

  /// The version of the format.
  public int version() {
    return version;
  }

  /// All metadata, in the order of the file.
  public Map<String, GgufValue> metadata() {
    return metadata;
  }

  /// One value, like that of `general.architecture`. Throws a [WeightsException] that names the
  /// nearest keys if there is none.
  public GgufValue metadata(String key) {
    GgufValue value = metadata.get(key);
    if (value == null) {
      throw new WeightsException(
          "%s has no metadata \"%s\". %s"
              .formatted(path, key, NearestNames.sentence(key, metadata.keySet())));
    }
    return value;
  }

  /// The tensor of that name. Throws a [WeightsException] that names the nearest if there is none.
  public Tensor tensor(String name) {
    return mapping.tensor(name);
  }

  /// All tensors, in the order of their bytes.
  public Collection<Tensor> tensors() {
    return mapping.tensors();
  }

  /// The size of the file.
  public long bytes() {
    return mapping.bytes();
  }

  /// Reads all of it into memory that the system keeps for files, as [Weights#prefetch()] does.
  public PrefetchReport prefetch() {
    return prefetch((_, _) -> {});
  }

  /// The same, with somebody who hears how far it is.
  public PrefetchReport prefetch(PrefetchListener listener) {
    return mapping.prefetch(listener);
  }

  /// Unmaps the file. Reading a tensor then throws an [IllegalStateException].
  @Override
  public void close() {
    mapping.close();
  }
}
