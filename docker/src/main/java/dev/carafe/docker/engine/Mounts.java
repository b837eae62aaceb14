package dev.carafe.docker.engine;

import com.github.dockerjava.api.model.Driver;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.TmpfsOptions;
import com.github.dockerjava.api.model.VolumeOptions;
import dev.carafe.model.spi.VolumeAttachment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What is attached to containers.
public final class Mounts {
  private Mounts() {}

  /// The container's own folder, the Java runtime, and a class path jar by jar.
  static List<Mount> java(Path folder, Path runtime, List<Path> classPath) {
    List<Mount> mounts = new ArrayList<>();
    mounts.add(bind(folder, Layout.OWN, false));
    mounts.add(bind(runtime, Layout.JAVA, true));
    for (int i = 0; i < classPath.size(); i++) {
      mounts.add(bind(classPath.get(i), Layout.jar(i), true));
    }
    return mounts;
  }

  public static Mount bind(Path source, String target, boolean readOnly) {
    return new Mount()
        .withType(MountType.BIND)
        .withSource(source.toAbsolutePath().toString())
        .withTarget(target)
        .withReadOnly(readOnly);
  }

  /// The place of a Volume that is mounted later.
  static Mount place(String target) {
    return new Mount()
        .withType(MountType.TMPFS)
        .withTarget(target)
        .withTmpfsOptions(new TmpfsOptions().withMode(0555));
  }

  /// The engine mounts the overlay when the container starts and takes it away with the container.
  /// One without an upper layer is read-only by itself; Docker knows no read-only anonymous volume.
  public static Mount volume(VolumeAttachment volume, Map<String, String> labels) {
    if (volume.hasOneLayer()) {
      return bind(volume.tree(), volume.path(), true);
    }
    return new Mount()
        .withType(MountType.VOLUME)
        .withTarget(volume.path())
        .withVolumeOptions(
            new VolumeOptions()
                .withNoCopy(true)
                .withLabels(labels)
                .withDriverConfig(
                    new Driver()
                        .withName("local")
                        .withOptions(
                            Map.of(
                                "type",
                                "overlay",
                                "device",
                                "overlay",
                                "o",
                                volume.overlayOptions()))));
  }
}
