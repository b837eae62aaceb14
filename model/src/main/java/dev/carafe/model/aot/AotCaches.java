package dev.carafe.model.aot;

import dev.carafe.model.jvm.AgentJvm;
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
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The AOT caches of this host: one of the agent alone, which fits every app (a JVM takes a cache
/// whose class path is a prefix of its own), and one of each app's whole class path. A start takes
/// the best there is and never waits for one. Safe for use by many threads.
public final class AotCaches implements AutoCloseable {
  // The start that asks for a cache shall have the processor for itself.
  private static final long DELAY_MILLIS = 3000;
  private static final int KEPT = 24;

  private final Path folder;
  private final Supplier<String> java;
  private final AotTraining training;
  private final AotTrainer trainer;
  private final Set<String> tried = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("aot-training").factory());

  /// Caches are files in `folder`, made in `rooms` of the same file system; `java` tells the JDK
  /// that starts the containers from any other, and is asked at each start.
  public AotCaches(
      Path folder, Supplier<String> java, AotTraining training, TrainingRoom.Maker rooms) {
    this.folder = folder;
    this.java = java;
    this.training = training;
    this.trainer = new AotTrainer(rooms);
  }

  /// The cache for a start, if there is one; else one is made for later starts.
  public Optional<Path> cacheFor(ContainerStart start) {
    if (training == AotTraining.OFF || start.classPath().isEmpty()) {
      return Optional.empty();
    }
    Optional<Path> agent = cache(start, start.classPath().subList(0, 1));
    if (start.jvmFlags().contains(AgentJvm.SWAPPABLE)) {
      return agent; // its own code lasts until the next save: a cache would come too late
    }
    Optional<Path> whole = cache(start, start.classPath());
    return whole.or(() -> agent);
  }

  private Optional<Path> cache(ContainerStart start, List<Path> classPath) {
    List<String> flags =
        start.jvmFlags().stream().filter(flag -> !flag.equals(AgentJvm.SWAPPABLE)).toList();
    Optional<String> key = AotKey.of(java.get(), flags, classPath);
    if (key.isEmpty()) {
      return Optional.empty();
    }
    Path file = folder.resolve(key.get() + ".aot");
    if (touched(file)) {
      return Optional.of(file);
    }
    if (tried.add(key.get())) {
      var task = new AotTask(key.get(), start.image(), classPath, flags, start.agentConfig());
      var _ = worker.schedule(() -> train(task, file), DELAY_MILLIS, TimeUnit.MILLISECONDS);
    }
    return Optional.empty();
  }

  private void train(AotTask task, Path file) {
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
