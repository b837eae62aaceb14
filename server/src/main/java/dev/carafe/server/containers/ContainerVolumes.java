package dev.carafe.server.containers;

import dev.carafe.model.app.MountSpec;
import dev.carafe.model.id.ContainerId;
import dev.carafe.model.spi.ContainerEngine;
import dev.carafe.model.spi.VolumeAttachment;
import dev.carafe.protocol.proto.VolumeReply;
import dev.carafe.protocol.proto.VolumeRequest;
import dev.carafe.volumes.attach.VolumeAttachments;
import dev.carafe.volumes.attach.VolumeCommit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Volumes of running containers: what their agents ask for, commits in the background, and the
/// last one.
public final class ContainerVolumes {
  private static final Logger log = LoggerFactory.getLogger(ContainerVolumes.class);
  private static final Duration BACKGROUND = Duration.ofSeconds(10);

  private final VolumeAttachments attachments;
  private final Containers containers;
  private final ContainerLogs logs;
  private final ContainerEngine engine;

  public ContainerVolumes(
      VolumeAttachments attachments,
      Containers containers,
      ContainerLogs logs,
      ContainerEngine engine) {
    this.attachments = attachments;
    this.containers = containers;
    this.logs = logs;
    this.engine = engine;
  }

  /// Commits what changed, every ten seconds, in containers that may write.
  public void commitInBackground(ScheduledExecutorService timer) {
    var _ =
        timer.scheduleWithFixedDelay(
            () -> Thread.startVirtualThread(this::commitAll),
            BACKGROUND.toMillis(),
            BACKGROUND.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private void commitAll() {
    for (ContainerRecord container : containers.running()) {
      for (MountSpec mount : container.pool().service().mounts()) {
        if (!mount.readOnly() && container.link() != null) {
          commitQuietly(container, mount.volume());
        }
      }
    }
  }

  private void commitQuietly(ContainerRecord container, String volume) {
    try {
      if (attachments.dirty(container.id(), volume)) {
        sayRefused(container, attachments.commit(container.id(), volume));
      }
    } catch (RuntimeException e) {
      if (container.link() != null) {
        log.warn("container={} volume={} background commit failed", container.id(), volume, e);
      } // else it ended meanwhile, and its Volumes with it
    }
  }

  private void sayRefused(ContainerRecord container, VolumeCommit commit) {
    for (String refused : commit.refused()) {
      String text =
          "the Volume %s does not keep this: %s".formatted(commit.version().volume(), refused);
      if (container.isFirst(text)) {
        logs.warn(container, text);
      }
    }
  }

  /// Does what an agent asks for.
  public VolumeReply answer(ContainerId container, VolumeRequest request) {
    VolumeReply.Builder reply = VolumeReply.newBuilder().setRequest(request.getRequest());
    try {
      switch (request.getAction()) {
        case ACTION_COMMIT -> {
          VolumeCommit commit = attachments.commit(container, request.getVolume());
          containers.running(container).ifPresent(c -> sayRefused(c, commit));
          reply.setVersion(commit.version().number());
        }
        case ACTION_RELOAD -> reload(container, request.getVolume(), reply);
        case ACTION_RELOADED ->
            reply.setVersion(attachments.reloaded(container, request.getVolume()).number());
        case ACTION_UNSPECIFIED, UNRECOGNIZED ->
            reply.setError("a request this server does not know");
      }
    } catch (RuntimeException e) {
      reply.setError(String.valueOf(e.getMessage()));
    }
    return reply.build();
  }

  /// A reply without layers tells the agent that there is nothing left to do.
  private void reload(ContainerId container, String volume, VolumeReply.Builder reply) {
    Optional<VolumeAttachment> newer = attachments.prepareReload(container, volume);
    if (newer.isEmpty()) {
      return;
    }
    VolumeAttachment view = newer.get();
    if (engine.show(container, view)) {
      reply.setVersion(attachments.reloaded(container, volume).number());
      return;
    }
    reply
        .setLower(view.tree().toString())
        .setChanges(view.changes().map(Path::toString).orElse(""))
        .setData(view.data().map(Path::toString).orElse(""))
        .setUpper(view.upper().toString())
        .setWork(view.work().toString());
  }

  /// A container's process is gone. What it wrote is kept if it ended in order; a killed one may
  /// have left half a file, so only what it had committed stays.
  void ended(ContainerRecord container) {
    try {
      if (container.exited()) {
        for (VolumeCommit commit : attachments.finalCommit(container.id())) {
          log.debug("container={} final commit {}", container.id(), commit);
          sayRefused(container, commit);
        }
      }
      attachments.detach(container.id());
    } catch (RuntimeException e) {
      log.error("container={} its Volumes could not be committed at the end", container.id(), e);
    }
  }
}
