package dev.carafe.docker.image;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.carafe.model.app.ImageSpec;
import dev.carafe.model.spi.EngineException;
import dev.carafe.model.spi.ImageStock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// What a Docker engine keeps of images. Safe for use by many threads.
final class DockerStock implements ImageStock {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final DockerClient docker;
  private final String folder;
  private final BaseImage debian;
  private final Bases bases;
  private final BuildLogs logs;
  private final Belongings belongings;
  private final Lock noBuilds;

  /// `noBuilds` keeps builds away while layers are removed.
  DockerStock(
      DockerClient docker,
      String folder,
      BaseImage debian,
      Bases bases,
      BuildLogs logs,
      Belongings belongings,
      Lock noBuilds) {
    this.docker = docker;
    this.folder = folder;
    this.debian = debian;
    this.bases = bases;
    this.logs = logs;
    this.belongings = belongings;
    this.noBuilds = noBuilds;
  }

  private static <T> T answered(String tried, Supplier<T> work) {
    try {
      return work.get();
    } catch (DockerException | DockerClientException e) {
      throw new EngineException(
          "%s failed: %s. Is the Docker engine up? docker info".formatted(tried, Reason.of(e)), e);
    }
  }

  @Override
  public Base base(Consumer<String> lines) {
    return answered("Looking for a base image", () -> debian.base(lines));
  }

  @Override
  public List<Stored> stored() {
    return answered("Listing images", () -> Stock.of(docker, folder).all());
  }

  @Override
  public Standing standing(ImageSpec image) {
    return answered("Looking for images", () -> standing(image, Stock.of(docker, folder)));
  }

  private Standing standing(ImageSpec image, Stock stock) {
    List<String> keys = keys(image);
    Optional<String> top = keys.isEmpty() ? bases.present(image) : Optional.empty();
    return new Standing(
        stock.all().stream()
            .filter(
                s ->
                    keys.isEmpty()
                        ? top.equals(Optional.of(s.id()))
                        : s.key().equals(keys.getLast()))
            .findFirst(),
        keys);
  }

  /// The lowest first, a base from a Dockerfile among them.
  private List<String> keys(ImageSpec image) {
    List<String> keys = new ArrayList<>(bases.key(image).stream().toList());
    bases
        .present(image)
        .ifPresent(
            base ->
                ImagePlan.of(image, base, belongings)
                    .layers()
                    .forEach(layer -> keys.add(layer.key())));
    return keys;
  }

  @Override
  public List<Log> logs(List<String> keys) {
    return keys.stream().flatMap(key -> logs.of(key).stream()).toList();
  }

  @Override
  public List<Log> logs() {
    return logs.all();
  }

  @Override
  public Pruned prune(Collection<ImageSpec> needed, boolean others, boolean dryRun) {
    return answered("Removing layers", () -> undisturbed(() -> pruned(needed, others, dryRun)));
  }

  private <T> T undisturbed(Supplier<T> work) {
    try {
      if (!noBuilds.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new EngineException(
            "Images are built right now, and their layers are not to be removed. Try again when the build has ended.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException("Waiting for builds to end was interrupted", e);
    }
    try {
      return work.get();
    } finally {
      noBuilds.unlock();
    }
  }

  private Pruned pruned(Collection<ImageSpec> needed, boolean others, boolean dryRun) {
    Set<String> keys = needed.stream().flatMap(i -> keys(i).stream()).collect(Collectors.toSet());
    List<Stored> unneeded =
        Stock.of(docker, folder).layers().stream().filter(s -> !keys.contains(s.key())).toList();
    List<Stored> wanted = unneeded.stream().filter(s -> others || s.builtHere()).toList();
    List<Stored> spared = unneeded.stream().filter(s -> !wanted.contains(s)).toList();
    if (dryRun) {
      return new Pruned(wanted, List.of(), spared);
    }
    List<Stored> left = new ArrayList<>(wanted);
    while (left.removeIf(this::removed)) {
      // those that others stood on can go now
    }
    List<Stored> removed = wanted.stream().filter(s -> !left.contains(s)).toList();
    return new Pruned(removed, left, spared);
  }

  private boolean removed(Stored layer) {
    try {
      docker.removeImageCmd(layer.id()).exec();
    } catch (ConflictException _) {
      return false;
    } catch (NotFoundException _) {
      // removed by hand
    }
    logs.remove(layer.key());
    return true;
  }
}
