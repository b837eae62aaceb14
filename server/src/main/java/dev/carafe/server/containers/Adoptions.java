package dev.carafe.server.containers;

import dev.carafe.model.file.OwnerOnly;
import dev.carafe.model.id.ContainerId;
import dev.carafe.model.id.PoolId;
import dev.carafe.protocol.wire.ModelJson;
import dev.carafe.server.ServerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a later server on the same data directory needs to take containers over: one small file for
/// each container of a deployed app, readable by the server's user alone (it holds the token of the
/// next attach).
public final class Adoptions {

  /// One container as remembered.
  public record Remembered(
      String container,
      String pool,
      String family,
      String app,
      String service,
      Map<String, String> parameters,
      List<String> gpus,
      String token,
      long createdMillis) {

    public PoolId poolId() {
      return new PoolId(pool);
    }
  }

  private final Path directory;

  private Adoptions(Path directory) {
    this.directory = directory;
  }

  public static Adoptions open(Path directory) {
    try {
      Files.createDirectories(directory, OwnerOnly.FOLDER);
      return new Adoptions(directory);
    } catch (IOException e) {
      throw new ServerException("Making %s failed: %s".formatted(directory, e.getMessage()), e);
    }
  }

  /// Keeps, or renews, what is known of a container. Those of ephemeral apps end with their server
  /// and are not kept.
  public void remember(ContainerRecord container) {
    if (container.pool().app().ephemeral()) {
      return;
    }
    Remembered remembered =
        new Remembered(
            container.id().value(),
            container.pool().id().value(),
            container.pool().family(),
            container.pool().app().instance(),
            container.pool().service().name(),
            container.pool().parameters(),
            container.gpus(),
            container.token(),
            container.createdMillis());
    Path file = file(container.id());
    Path tmp = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      Files.deleteIfExists(tmp);
      Files.createFile(tmp, OwnerOnly.FILE);
      Files.writeString(tmp, ModelJson.write(remembered));
      Files.move(tmp, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new ServerException(
          "Noting container %s in %s failed: %s. Is there space on the disk?"
              .formatted(container.id(), directory, e.getMessage()),
          e);
    }
  }

  public Optional<Remembered> find(ContainerId container) {
    try {
      return Files.exists(file(container))
          ? Optional.of(ModelJson.read(Files.readString(file(container)), Remembered.class))
          : Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  public void forget(ContainerId container) {
    try {
      Files.deleteIfExists(file(container));
    } catch (IOException e) {
      throw new ServerException("Removing %s failed: %s".formatted(file(container), e), e);
    }
  }

  /// Removes what is known of all others: they ended when there was no server to see it.
  public void keepOnly(Set<ContainerId> live) {
    Set<Path> kept = live.stream().map(this::file).collect(Collectors.toSet());
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(each -> !kept.contains(each)).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new ServerException("Clearing %s failed: %s".formatted(directory, e), e);
    }
  }

  private Path file(ContainerId container) {
    return directory.resolve(container.value() + ".json");
  }
}
