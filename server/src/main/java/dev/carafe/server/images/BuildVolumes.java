package dev.carafe.server.images;

import dev.carafe.docker.image.StepVolumes;
import dev.carafe.model.app.MountSpec;
import dev.carafe.model.id.ContainerId;
import dev.carafe.model.spi.EngineException;
import dev.carafe.model.spi.VolumeAttachment;
import dev.carafe.server.security.Tokens;
import dev.carafe.volumes.attach.VolumeAttachments;
import dev.carafe.volumes.version.VolumeException;
import java.util.ArrayList;
import java.util.List;

/// Volumes for steps of images: attached as those of containers are. Those that a step made are
/// gone again if it fails.
public final class BuildVolumes implements StepVolumes {
  private final VolumeAttachments attachments;

  public BuildVolumes(VolumeAttachments attachments) {
    this.attachments = attachments;
  }

  @Override
  public Lent lend(List<MountSpec> mounts) {
    ContainerId build = new ContainerId("build-" + Tokens.name(8));
    List<VolumeAttachment> views = new ArrayList<>();
    try {
      for (MountSpec mount : mounts) {
        views.add(attachments.attach(build, mount));
      }
      return new Build(build, views);
    } catch (VolumeException e) {
      attachments.undo(build);
      throw new EngineException("A step of the image cannot have its Volume: " + e.getMessage(), e);
    }
  }

  private final class Build implements Lent {
    private final ContainerId build;
    private final List<VolumeAttachment> views;
    private boolean committed;

    private Build(ContainerId build, List<VolumeAttachment> views) {
      this.build = build;
      this.views = List.copyOf(views);
    }

    @Override
    public List<VolumeAttachment> views() {
      return views;
    }

    @Override
    public void commit() {
      var _ = attachments.finalCommit(build);
      committed = true;
    }

    @Override
    public void close() {
      if (committed) {
        attachments.detach(build);
      } else {
        attachments.undo(build);
      }
    }
  }
}
