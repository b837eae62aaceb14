package dev.carafe.model.spi;

import dev.carafe.model.app.Resources;
import dev.carafe.model.id.ContainerId;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// All an engine needs to start a container. `image` is what the engine's [ImageEngine] answered;
/// with `readOnlyRoot` it needs to write to its own places, `/tmp`, Volumes and buckets alone; with
/// `blockNetwork` the container reaches its server alone. `agentConfig` is written to a file only
/// the container can read; `env` holds the whole environment, secrets included; `classPath` stands
/// in order, the agent's jar first. Containers of one `kind` differ in their configs alone, as long
/// as nothing of what they are made from is changed.
public record ContainerStart(
    ContainerId container,
    String app,
    String service,
    String kind,
    String image,
    boolean readOnlyRoot,
    boolean blockNetwork,
    Resources resources,
    List<GpuDevice> gpus,
    List<Path> classPath,
    List<String> jvmFlags,
    byte[] agentConfig,
    Map<String, String> env,
    String workdir,
    List<VolumeAttachment> volumes,
    List<BucketAttachment> buckets) {

  /// The variable that holds the container's id.
  public static final String ID_VARIABLE = "CARAFE_CONTAINER_ID";

  public ContainerStart {
    gpus = List.copyOf(gpus);
    classPath = List.copyOf(classPath);
    jvmFlags = List.copyOf(jvmFlags);
    env = Map.copyOf(env);
    volumes = List.copyOf(volumes);
    buckets = List.copyOf(buckets);
  }

  /// The same for another container.
  public ContainerStart as(ContainerId other) {
    Map<String, String> named = new HashMap<>(env);
    named.put(ID_VARIABLE, other.value());
    return new ContainerStart(
        other,
        app,
        service,
        kind,
        image,
        readOnlyRoot,
        blockNetwork,
        resources,
        gpus,
        classPath,
        jvmFlags,
        agentConfig,
        named,
        workdir,
        volumes,
        buckets);
  }
}
