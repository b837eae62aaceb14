package dev.carafe.process;

import dev.carafe.model.spi.ContainerStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The AOT caches of this host: one of the agent alone, which fits every app (a JVM takes a cache
/// whose class path is a prefix of its own), and one of each app's whole class path. A start takes
/// the best there is and never waits for one. Safe for use by many threads.
final class AotCaches implements AutoCloseable {
  // The start that asks for a cache shall have the processor for itself.
  private static final long DELAY_MILLIS = 3000;
  private static final int KEPT = 24;

  private final Path folder;
  private final Jdk jdk;
  private final AotTraining training;
  private final AotTrainer trainer;
  private final Set<String> tried = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("aot-training").factory());

  AotCaches(Path folder, Jdk jdk, AotTraining training) {
    this.folder = folder;
    this.jdk = jdk;
    this.training = training;
    this.trainer = new AotTrainer(jdk);
  }

  /// The cache for a start, if there is one; else one is made for later starts.
  Optional<Path> cacheFor(ContainerStart start) {
    if (training == AotTraining.OFF || start.classPath().isEmpty()) {
      return Optional.empty();
    }
    Optional<Path> agent = cache(start, start.classPath().subList(0, 1));
    Optional<Path> whole = cache(start, start.classPath());
    return whole.or(() -> agent);
  }

  private Optional<Path> cache(ContainerStart start, List<Path> classPath) {
    Optional<String> key = AotKey.of(jdk, start.jvmFlags(), classPath);
    if (key.isEmpty()) {
      return Optional.empty();
    }
    Path file = folder.resolve(key.get() + ".aot");
    if (touched(file)) {
      return Optional.of(file);
    }
    if (tried.add(key.get())) {
      var task = new AotTrainer.Task(key.get(), classPath, start.jvmFlags(), start.agentConfig());
      var _ = worker.schedule(() -> train(task, file), DELAY_MILLIS, TimeUnit.MILLISECONDS);
    }
    return Optional.empty();
  }

  private void train(AotTrainer.Task task, Path file) {
    try {
      if (trainer.train(task, file) == AotTrainer.Verdict.KEPT) {
        prune();
      }
    } catch (IOException e) {
      // No cache is no harm: starts go on without one, and the next server tries again.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean touched(Path file) {
    try {
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private void prune() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      List<Path> old =
          all.filter(f -> f.toString().endsWith(".aot"))
              .sorted(Comparator.comparingLong((Path f) -> f.toFile().lastModified()).reversed())
              .skip(KEPT)
              .toList();
      for (Path file : old) {
        Files.deleteIfExists(file);
      }
    }
  }

  @Override
  public void close() {
    worker.shutdownNow();
    trainer.stop();
    try {
      worker.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
