package dev.carafe.server.prestart;

import dev.carafe.model.app.Resources;
import dev.carafe.model.spi.ContainerStart;
import dev.carafe.model.spi.VolumeAttachment;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a process is bound to from its start on: two starts with the same can take each other's
/// container.
record Need(
    String kind,
    String image,
    boolean readOnlyRoot,
    boolean blockNetwork,
    Resources resources,
    List<Path> classPath,
    List<String> jvmFlags,
    Map<String, String> env,
    String workdir,
    List<Place> places) {

  private record Place(String volume, String path, boolean readOnly) {
    static Place of(VolumeAttachment volume) {
      return new Place(volume.volume(), volume.path(), volume.readOnly());
    }
  }

  static Need of(ContainerStart start) {
    Map<String, String> env = new HashMap<>(start.env());
    env.remove(ContainerStart.ID_VARIABLE);
    return new Need(
        start.kind(),
        start.image(),
        start.readOnlyRoot(),
        start.blockNetwork(),
        start.resources(),
        start.classPath(),
        start.jvmFlags(),
        env,
        start.workdir(),
        start.volumes().stream().map(Place::of).toList());
  }
}
