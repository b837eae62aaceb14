package dev.carafe.docker.engine;

import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What is attached to whatever runs Java in a container.
final class Mounts {
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

  static Mount bind(Path source, String target, boolean readOnly) {
    return new Mount()
        .withType(MountType.BIND)
        .withSource(source.toAbsolutePath().toString())
        .withTarget(target)
        .withReadOnly(readOnly);
  }
}
