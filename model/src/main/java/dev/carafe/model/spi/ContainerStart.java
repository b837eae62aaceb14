package dev.carafe.model.spi;

import dev.carafe.model.app.Resources;
import dev.carafe.model.id.ContainerId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// All an engine needs to start a container. `image` is what the engine's [ImageEngine] answered;
/// with `readOnlyRoot` it needs to write to its own places, `/tmp`, Volumes and buckets alone; with
/// `blockNetwork` the container reaches its server alone. `agentConfig` is written to a file only
/// the container can read; `env` holds the whole environment, secrets included; `classPath` stands
/// in order, the agent's jar first.
public record ContainerStart(
    ContainerId container,
    String app,
    String service,
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

  public ContainerStart {
    gpus = List.copyOf(gpus);
    classPath = List.copyOf(classPath);
    jvmFlags = List.copyOf(jvmFlags);
    env = Map.copyOf(env);
    volumes = List.copyOf(volumes);
    buckets = List.copyOf(buckets);
  }
}
