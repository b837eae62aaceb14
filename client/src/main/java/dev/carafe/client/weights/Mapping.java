package dev.carafe.client.weights;

import dev.carafe.client.NearestNames;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Mapped files and the tensors in them, which go together.
final class Mapping implements AutoCloseable {
  private final Path path;
  private final Arena arena = Arena.ofShared();
  private final List<MappedFile> files = new ArrayList<>();
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();

  Mapping(Path path) {
    this.path = path;
  }

  MappedFile add(Path file) {
    MappedFile mapped = MappedFile.map(file, arena);
    files.add(mapped);
    return mapped;
  }

  void add(MappedFile file, long dataStart, TensorEntry entry) {
    tensors.put(
        entry.name(),
        new Tensor(
            entry.name(),
            entry.dtype(),
            entry.shape(),
            file.bytes().asSlice(dataStart + entry.begin(), entry.end() - entry.begin())));
  }

  boolean has(String name) {
    return tensors.containsKey(name);
  }

  Collection<Tensor> tensors() {
    return Collections.unmodifiableCollection(tensors.values());
  }

  Tensor tensor(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new WeightsException(
          "%s has no tensor \"%s\". %s"
              .formatted(path, name, NearestNames.sentence(name, tensors.keySet())));
    }
    return tensor;
  }

  long bytes() {
    return files.stream().mapToLong(MappedFile::size).sum();
  }

  PrefetchReport prefetch(PrefetchListener listener) {
    return new Prefetch(files, listener).run();
  }

  @Override
  public void close() {
    if (arena.scope().isAlive()) {
      arena.close();
    }
  }
}
