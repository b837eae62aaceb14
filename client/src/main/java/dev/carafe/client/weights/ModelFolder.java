package dev.carafe.client.weights;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Finds the weights in a model's folder.
final class ModelFolder {
  private ModelFolder() {}

  /// The path itself, unless it is a folder: then its one shard index or else its one
  /// `.safetensors` file.
  static Path file(Path path) {
    if (!Files.isDirectory(path)) {
      return path;
    }
    List<Path> all = files(path);
    List<Path> indexes = ending(all, ShardIndex.SUFFIX);
    List<Path> found = indexes.isEmpty() ? ending(all, ".safetensors") : indexes;
    if (found.size() != 1) {
      throw new WeightsException(
          "The folder %s has %s: %s. Name the file to map."
              .formatted(
                  path,
                  found.isEmpty()
                      ? "no .safetensors file"
                      : "%d files that could be meant".formatted(found.size()),
                  some(found.isEmpty() ? all : found)));
    }
    return found.getFirst();
  }

  private static List<Path> ending(List<Path> files, String suffix) {
    return files.stream().filter(file -> MappedFile.name(file).endsWith(suffix)).toList();
  }

  private static String some(List<Path> files) {
    return files.isEmpty()
        ? "it is empty"
        : String.join(", ", files.stream().limit(10).map(MappedFile::name).toList());
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new WeightsException("The folder %s cannot be read: %s.".formatted(folder, e), e);
    }
  }
}
