package dev.carafe.client.weights;

import dev.carafe.client.NearestNames;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// A file as memory, of which nothing is read until it is looked at.
record MappedFile(Path path, MemorySegment bytes, Object identity) {

  static MappedFile map(Path path, Arena arena) {
    if (Files.notExists(path)) {
      throw new WeightsException(
          "There is no file %s to map. %s Is the Volume mounted there?"
              .formatted(path, NearestNames.sentence(name(path), beside(path))));
    }
    if (!Files.isRegularFile(path)) {
      throw new WeightsException("%s is no file and cannot be mapped.".formatted(path));
    }
    try (FileChannel channel = FileChannel.open(path)) {
      return new MappedFile(
          path, channel.map(MapMode.READ_ONLY, 0, channel.size(), arena), identity(path));
    } catch (IOException | UnsupportedOperationException e) {
      throw new WeightsException(
          "%s cannot be mapped: %s. It must be a file of this machine that may be read."
              .formatted(path, e),
          e);
    }
  }

  /// What tells a file from one that takes its name later.
  private static Object identity(Path path) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    return Objects.requireNonNullElse(attributes.fileKey(), attributes.creationTime());
  }

  /// Opens it once more. Throws where the path leads to another file by now.
  FileChannel open() throws IOException {
    if (!identity(path).equals(identity)) {
      throw new WeightsException(
          "%s is another file than the one that was mapped. Map it again.".formatted(path));
    }
    return FileChannel.open(path);
  }

  static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  private static List<String> beside(Path path) {
    try (Stream<Path> files = Files.list(path.toAbsolutePath().normalize().resolveSibling(""))) {
      return files.map(MappedFile::name).sorted().toList();
    } catch (IOException _) {
      return List.of();
    }
  }

  long size() {
    return bytes.byteSize();
  }

  /// The first bytes, so many at most.
  byte[] head(int count) {
    return bytes.asSlice(0, Math.min(count, size())).toArray(ValueLayout.JAVA_BYTE);
  }

  /// That it cannot be opened as what it was taken for, since `why`.
  WeightsException broken(String format, String why) {
    return new WeightsException(
        "%s is no valid %s file: %s. Fetch it again, or save it anew."
            .formatted(path, format, why));
  }
}
