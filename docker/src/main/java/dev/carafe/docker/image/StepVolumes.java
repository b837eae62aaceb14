package dev.carafe.docker.image;

import dev.carafe.model.app.MountSpec;
import dev.carafe.model.spi.VolumeAttachment;
import java.util.List;

/// Gives steps of images the Volumes they name. Safe for use by many threads.
@FunctionalInterface
public interface StepVolumes {

  /// The newest versions, for one step.
  Lent lend(List<MountSpec> mounts);

  /// Volumes for as long as one step runs; without a commit what it wrote is dropped at the end,
  /// and so are Volumes that it made. For one thread.
  interface Lent extends AutoCloseable {
    List<VolumeAttachment> views();

    /// Makes what the step wrote new versions, once it has ended.
    void commit();

    @Override
    void close();
  }
}
