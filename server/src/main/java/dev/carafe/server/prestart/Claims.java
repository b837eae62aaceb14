package dev.carafe.server.prestart;

import dev.carafe.model.id.ContainerId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Under which name each container that was started ahead is known since it was claimed, in a
/// folder with a file for each: the next server finds them under the names they were started with.
public record Claims(Path folder) {

  synchronized void add(ContainerId started, ContainerId now) {
    try {
      Files.createDirectories(folder);
      Path part = Files.writeString(folder.resolve("part"), now.value());
      Files.move(part, file(started), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("Noting who container %s is".formatted(started), e);
    }
  }

  void remove(ContainerId started) {
    try {
      Files.deleteIfExists(file(started));
    } catch (IOException e) {
      throw new UncheckedIOException("Forgetting container %s".formatted(started), e);
    }
  }

  Optional<ContainerId> of(ContainerId started) {
    try {
      return Files.exists(file(started))
          ? Optional.of(new ContainerId(Files.readString(file(started))))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("Reading who container %s is".formatted(started), e);
    }
  }

  /// Forgets those that are gone.
  void keepOnly(Set<ContainerId> started) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> all = Files.list(folder)) {
      all.map(file -> new ContainerId(file.getFileName().toString()))
          .filter(id -> !started.contains(id))
          .forEach(this::remove);
    } catch (IOException e) {
      throw new UncheckedIOException("Reading " + folder, e);
    }
  }

  private Path file(ContainerId started) {
    return folder.resolve(started.value());
  }
}
