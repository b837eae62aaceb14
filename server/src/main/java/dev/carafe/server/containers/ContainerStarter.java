package dev.carafe.server.containers;

import dev.carafe.model.app.ImageSpec;
import dev.carafe.model.app.MountSpec;
import dev.carafe.model.app.ServiceSpec;
import dev.carafe.model.jvm.AgentJvm;
import dev.carafe.model.spi.BucketAttachment;
import dev.carafe.model.spi.ContainerEngine;
import dev.carafe.model.spi.ContainerStart;
import dev.carafe.model.spi.GpuDevice;
import dev.carafe.model.spi.ImageEngine;
import dev.carafe.model.spi.VolumeAttachment;
import dev.carafe.protocol.wire.AgentConfig;
import dev.carafe.protocol.wire.ModelJson;
import dev.carafe.server.deploy.ClassPaths;
import dev.carafe.server.deploy.Pool;
import dev.carafe.server.node.gpu.GpuInventory;
import dev.carafe.server.security.SecretVault;
import dev.carafe.volumes.attach.VolumeAttachments;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// From a decision to start a container to its running process: class path, environment, Volumes,
/// the agent's arguments.
public final class ContainerStarter {
  private static final Logger log = LoggerFactory.getLogger(ContainerStarter.class);

  private final ContainerEngine engine;
  private final ImageEngine images;
  private final ClassPaths classPaths;
  private final VolumeAttachments volumes;
  private final ContainerBuckets buckets;
  private final SecretVault secrets;
  private final ServerAddress address;
  private final GpuInventory gpus;

  public ContainerStarter(
      ContainerEngine engine,
      ImageEngine images,
      ClassPaths classPaths,
      VolumeAttachments volumes,
      ContainerBuckets buckets,
      SecretVault secrets,
      ServerAddress address,
      GpuInventory gpus) {
    this.engine = engine;
    this.images = images;
    this.classPaths = classPaths;
    this.volumes = volumes;
    this.buckets = buckets;
    this.secrets = secrets;
    this.address = address;
    this.gpus = gpus;
  }

  /// Returns once the process runs; leaves nothing behind when it throws.
  public void start(ContainerRecord container) {
    Pool pool = container.pool();
    ServiceSpec service = pool.service();
    ImageSpec image = pool.app().deployment().imageOf(service);
    List<GpuDevice> devices = gpus.devices(container.gpus());
    try {
      List<Path> code = classPaths.of(pool.app().deployment(), image);
      List<VolumeAttachment> attachments = new ArrayList<>();
      for (MountSpec mount : service.mounts()) {
        attachments.add(volumes.attach(container.id(), mount));
      }
      List<BucketAttachment> mounted = buckets.attach(container.id(), service.buckets());
      engine.start(
          new ContainerStart(
              container.id(),
              pool.app().name(),
              service.name(),
              pool.kind(),
              images.ensure(image, code, line -> log.info("image={} {}", image.name(), line)),
              image.leavesRootAlone(),
              service.policy().blockNetwork(),
              service.resources(),
              devices,
              code,
              pool.app().developed() ? List.of(AgentJvm.SWAPPABLE) : List.of(),
              config(container, attachments),
              environment(container, image, devices),
              image.workdir(),
              attachments,
              mounted));
    } catch (RuntimeException e) {
      buckets.detach(container.id());
      volumes.detach(container.id());
      throw e;
    }
  }

  private byte[] config(ContainerRecord container, List<VolumeAttachment> attachments) {
    Pool pool = container.pool();
    return ModelJson.write(
            new AgentConfig(
                container.id().value(),
                address.forContainers(),
                container.token(),
                pool.app().name(),
                pool.app().version(),
                pool.service(),
                pool.parameters(),
                attachments.stream()
                    .map(a -> new AgentConfig.VolumeView(a.volume(), a.path(), a.readOnly()))
                    .toList()))
        .getBytes(StandardCharsets.UTF_8);
  }

  private Map<String, String> environment(
      ContainerRecord container, ImageSpec image, List<GpuDevice> gpus) {
    Pool pool = container.pool();
    Map<String, String> env = new TreeMap<>(image.env());
    env.putAll(pool.service().env());
    for (String secret : pool.service().secrets()) {
      env.putAll(secrets.open(secret));
    }
    env.put(ContainerStart.ID_VARIABLE, container.id().value());
    env.put("CARAFE_APP", pool.app().name());
    env.put("CARAFE_FUNCTION", pool.service().name());
    env.put("CARAFE_IS_REMOTE", "1");
    env.put("CARAFE_SERVER", address.forContainers());
    if (!gpus.isEmpty()) {
      String devices = GpuDevice.names(gpus);
      env.put("NVIDIA_VISIBLE_DEVICES", devices);
      env.put("CUDA_VISIBLE_DEVICES", devices);
    }
    return env;
  }
}
