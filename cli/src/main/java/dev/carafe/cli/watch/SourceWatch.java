package dev.carafe.cli.watch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Tells when one of the watched files, or something in the watched folders, changes. A change that
/// comes while nobody waits is told at the next `await`. For one thread, except for `close`.
public final class SourceWatch implements AutoCloseable {
  private static final WatchEvent.Kind<?>[] KINDS = {
    StandardWatchEventKinds.ENTRY_CREATE,
    StandardWatchEventKinds.ENTRY_MODIFY,
    StandardWatchEventKinds.ENTRY_DELETE
  };

  private final WatchService service;
  private final Map<WatchKey, Path> keys = new HashMap<>();
  private Set<Path> files = Set.of();
  private Set<Path> folders = Set.of();

  public SourceWatch() {
    try {
      service = FileSystems.getDefault().newWatchService();
    } catch (IOException e) {
      throw new UncheckedIOException("Watching files failed: " + e.getMessage(), e);
    }
  }

  /// Watches these files and folders, there or not, from here on and no others.
  public void watch(List<Path> origins) {
    Set<Path> plain = new LinkedHashSet<>();
    Set<Path> whole = new LinkedHashSet<>();
    for (Path origin : origins) {
      Path absolute = origin.toAbsolutePath().normalize();
      (Files.isDirectory(absolute) ? whole : plain).add(absolute);
    }
    files = plain;
    folders = whole;
    plain.forEach(file -> register(file.getParent()));
    whole.forEach(this::registerAll);
  }

  /// Waits for a change, and until none has followed for `quiet`: an editor writes a file in
  /// several steps, and a person saves several files at once. Returns false once it is closed.
  public boolean await(Duration quiet) throws InterruptedException {
    try {
      awaitChange(quiet);
      return true;
    } catch (ClosedWatchServiceException e) {
      return false;
    }
  }

  private void awaitChange(Duration quiet) throws InterruptedException {
    while (!relevant(service.take())) {
      // another file of the same folder
    }
    WatchKey next = service.poll(quiet.toMillis(), TimeUnit.MILLISECONDS);
    while (next != null) {
      relevant(next);
      next = service.poll(quiet.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private boolean relevant(WatchKey key) {
    boolean found = false;
    Optional<Path> folder = Optional.ofNullable(keys.get(key));
    for (WatchEvent<?> event : key.pollEvents()) {
      if (event.kind().equals(StandardWatchEventKinds.OVERFLOW)) {
        folders.forEach(this::registerAll); // folders may have come unseen
        found = true;
      } else if (folder.isPresent() && event.context() instanceof Path name) {
        found |= changed(folder.get().resolve(name));
      }
    }
    if (!key.reset()) {
      keys.remove(key);
    }
    return found;
  }

  private boolean changed(Path path) {
    boolean below = folders.stream().anyMatch(path::startsWith);
    if (below && Files.isDirectory(path)) {
      registerAll(path);
    }
    return below || files.contains(path);
  }

  private void registerAll(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      all.filter(Files::isDirectory).forEach(this::register);
    } catch (IOException | UncheckedIOException e) {
      // removed meanwhile: its removal is an event of its own
    }
  }

  private void register(@Nullable Path folder) {
    if (folder == null || keys.containsValue(folder) || !Files.isDirectory(folder)) {
      return;
    }
    try {
      keys.put(folder.register(service, KINDS), folder);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Watching %s failed: %s. Are too many folders watched (fs.inotify.max_user_watches)?"
              .formatted(folder, e.getMessage()),
          e);
    }
  }

  @Override
  public void close() {
    try {
      service.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
