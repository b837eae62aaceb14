package dev.carafe.server.prestart;

import dev.carafe.model.app.Resources;
import dev.carafe.model.id.ContainerId;
import dev.carafe.model.spi.ContainerStart;
import dev.carafe.model.spi.VolumeAttachment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a process is bound to from its start on: two starts with the same can take each other's
/// container.
record Need(
    String app,
    String service,
    String image,
    boolean readOnlyRoot,
    boolean blockNetwork,
    Resources resources,
    List<Path> classPath,
    List<String> jvmFlags,
    Map<String, String> env,
    String workdir,
    List<Place> places) {
  private static final String CONTAINER = "CARAFE_CONTAINER_ID";

  private record Place(String volume, String path, boolean readOnly) {
    static Place of(VolumeAttachment volume) {
      return new Place(volume.volume(), volume.path(), volume.readOnly());
    }
  }

  static Need of(ContainerStart start) {
    Map<String, String> env = new HashMap<>(start.env());
    env.remove(CONTAINER);
    return new Need(
        start.app(),
        start.service(),
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

  /// The same start for a container of another name, which has no config yet.
  static ContainerStart named(ContainerId id, ContainerStart start) {
    Map<String, String> env = new HashMap<>(start.env());
    env.put(CONTAINER, id.value());
    return new ContainerStart(
        id,
        start.app(),
        start.service(),
        start.image(),
        start.readOnlyRoot(),
        start.blockNetwork(),
        start.resources(),
        start.gpus(),
        start.classPath(),
        start.jvmFlags(),
        new byte[0],
        env,
        start.workdir(),
        start.volumes(),
        start.buckets());
  }

  /// A command with the variable that names its container as that is known now.
  static List<String> renamed(ContainerId id, List<String> command) {
    List<String> whole = new ArrayList<>(List.of("env", CONTAINER + "=" + id));
    whole.addAll(command);
    return whole;
  }
}
