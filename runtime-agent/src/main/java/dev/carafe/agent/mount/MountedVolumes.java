package dev.carafe.agent.mount;

import dev.carafe.model.mount.OverlayMount;
import dev.carafe.model.spi.VolumeAttachment;
import dev.carafe.protocol.proto.VolumeReply;
import dev.carafe.protocol.proto.VolumeRequest.Action;
import dev.carafe.protocol.wire.AgentConfig.VolumeView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;

/// The Volumes of this container. Commits and reloads of one Volume exclude one another.
public final class MountedVolumes {
  private final List<VolumeView> views;
  private final VolumeRequests requests;
  private final ConcurrentMap<String, ReentrantLock> locks = new ConcurrentHashMap<>();

  public MountedVolumes(List<VolumeView> views, VolumeRequests requests) {
    this.views = List.copyOf(views);
    this.requests = requests;
  }

  public Optional<Path> path(String volume) {
    return views.stream()
        .filter(v -> v.volume().equals(volume))
        .map(v -> Path.of(v.path()))
        .findFirst();
  }

  /// Makes this container's changes a version; its number.
  public long commit(String volume) {
    ReentrantLock lock = lock(volume);
    try {
      return requests.ask(volume, Action.ACTION_COMMIT).getVersion();
    } finally {
      lock.unlock();
    }
  }

  /// Shows the newest version, with this container's uncommitted changes on top.
  public void reload(String volume) {
    VolumeView view =
        views.stream()
            .filter(v -> v.volume().equals(volume))
            .findFirst()
            .orElseThrow(
                () -> new IllegalStateException("this container does not mount " + volume));
    ReentrantLock lock = lock(volume);
    try {
      refuseWhileWritten(view);
      VolumeReply next = requests.ask(volume, Action.ACTION_RELOAD);
      if (!next.getLower().isEmpty()) { // else there is none, or the server has shown it
        replace(view, next);
        var _ = requests.ask(volume, Action.ACTION_RELOADED);
      }
    } finally {
      lock.unlock();
    }
  }

  private static void replace(VolumeView view, VolumeReply next) {
    try (var overlay = OverlayMount.of(attachment(view, next))) {
      overlay.replace(Path.of(view.path()));
    } catch (IOException e) {
      throw new IllegalStateException(
          "The Volume %s at %s could not be reloaded: %s. It shows what it showed before"
              .formatted(view.volume(), view.path(), e.getMessage()),
          e);
    }
  }

  private static VolumeAttachment attachment(VolumeView view, VolumeReply next) {
    return new VolumeAttachment(
        view.volume(),
        view.path(),
        view.readOnly(),
        Path.of(next.getLower()),
        Path.of(next.getUpper()),
        Path.of(next.getWork()),
        layer(next.getData()),
        layer(next.getChanges()));
  }

  private static Optional<Path> layer(String path) {
    return path.isEmpty() ? Optional.empty() : Optional.of(Path.of(path));
  }

  private static void refuseWhileWritten(VolumeView view) {
    OpenForWriting.below(Path.of(view.path()))
        .ifPresent(
            writer -> {
              throw new IllegalStateException(
                  "The Volume %s cannot be reloaded while %s is %s for writing by process %d (%s). %s, then reload"
                      .formatted(
                          view.volume(),
                          writer.path(),
                          writer.mapped() ? "mapped" : "open",
                          writer.pid(),
                          writer.program(),
                          writer.mapped()
                              ? "Close the arena of the mapping, or drop its buffer"
                              : "Close the file"));
            });
  }

  private ReentrantLock lock(String volume) {
    ReentrantLock lock = locks.computeIfAbsent(volume, _ -> new ReentrantLock());
    lock.lock();
    return lock;
  }
}
