package dev.carafe.docker.engine;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.LogConfig.LoggingType;
import com.github.dockerjava.api.model.Mount;
import dev.carafe.model.app.Resources;
import dev.carafe.model.file.ContainerUser;
import dev.carafe.model.jvm.AgentJvm;
import dev.carafe.model.spi.ContainerStart;
import dev.carafe.model.spi.GpuDevice;
import dev.carafe.model.spi.VolumeAttachment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a container is created with. Nothing secret is in it: `docker inspect` shows all of it. For
/// one that is started `ahead` of its need its Volumes are mounted later.
record Creation(
    ContainerStart start,
    boolean ahead,
    ContainerFolder folder,
    Path runtime,
    Optional<Path> aotCache,
    Path agents,
    ContainerUser user,
    String data,
    String network) {
  /// Reads the environment, which holds secrets, from the container's own folder, then becomes the
  /// JVM.
  private static final String SCRIPT = ". \"$0\"; exec \"$@\"";

  /// The image need not know the user.
  private static final List<String> NAMES =
      List.of("-Duser.name=carafe", "-Duser.home=" + Layout.own(ContainerFolder.HOME));

  private static final List<String> TEMPORARY = List.of("/tmp", "/var/tmp");
  private static final long CPU_SHARES = 1024;
  private static final long FEWEST_SHARES = 2;
  private static final long NANOS = 1_000_000_000;
  private static final long PIDS = 4096;

  void apply(CreateContainerCmd command) {
    command
        .withName("carafe-" + start.container())
        .withLabels(Labels.of(data, start))
        .withUser(user.toString())
        .withWorkingDir(
            start.workdir().isEmpty() ? Layout.own(ContainerFolder.WORK) : start.workdir())
        .withEntrypoint("/bin/sh", "-c", SCRIPT, Layout.own(ContainerFolder.ENVIRONMENT))
        .withCmd(jvm())
        .withEnv("NVIDIA_VISIBLE_DEVICES=" + GrantedGpus.visible(start.gpus()))
        .withHostConfig(host());
  }

  private HostConfig host() {
    Resources resources = start.resources();
    HostConfig host =
        HostConfig.newHostConfig()
            .withCapDrop(Capability.ALL)
            .withSecurityOpts(List.of("no-new-privileges"))
            .withPidsLimit(PIDS)
            .withReadonlyRootfs(start.readOnlyRoot())
            .withCpuShares((int) Math.max(FEWEST_SHARES, Math.round(resources.cpu() * CPU_SHARES)))
            .withNetworkMode(network)
            .withLogConfig(
                new LogConfig(LoggingType.JSON_FILE, Map.of("max-size", "4m", "max-file", "1")))
            .withMounts(mounts());
    GrantedGpus.request(start.gpus()).ifPresent(gpus -> host.withDeviceRequests(List.of(gpus)));
    resources.cpuLimit().ifPresent(limit -> host.withNanoCPUs(Math.round(limit * NANOS)));
    resources
        .memoryLimitBytes()
        .ifPresentOrElse(
            limit ->
                host.withMemory(limit)
                    .withMemorySwap(limit)
                    .withMemoryReservation(Math.min(limit, resources.memoryBytes())),
            () -> host.withMemoryReservation(resources.memoryBytes()));
    return host;
  }

  /// Everything the code sees as environment, over what every program expects.
  Map<String, String> environment() {
    String gpus = GpuDevice.names(start.gpus());
    Map<String, String> environment = new HashMap<>();
    environment.put("HOME", Layout.own(ContainerFolder.HOME));
    environment.put("LANG", "C.UTF-8");
    environment.put("JAVA_HOME", Layout.JAVA);
    environment.put("NVIDIA_VISIBLE_DEVICES", gpus.isEmpty() ? "void" : gpus);
    environment.put("CUDA_VISIBLE_DEVICES", gpus);
    environment.putAll(start.env());
    return environment;
  }

  private List<Mount> mounts() {
    List<Mount> mounts = Mounts.java(folder.root(), runtime, start.classPath());
    mounts.add(Mounts.bind(agents, Layout.SERVER, true));
    aotCache.ifPresent(cache -> mounts.add(Mounts.bind(cache, Layout.AOT_CACHE, true)));
    start.volumes().forEach(volume -> mounts.add(mount(volume)));
    start.buckets().stream()
        .map(bucket -> Mounts.bind(bucket.directory(), bucket.path(), bucket.readOnly()))
        .forEach(mounts::add);
    if (start.readOnlyRoot() || start.resources().ephemeralDiskBytes().isPresent()) {
      temporary(mounts);
    }
    return mounts;
  }

  private Mount mount(VolumeAttachment volume) {
    return ahead ? Mounts.place(volume.path()) : Mounts.volume(volume, Labels.of(data, start));
  }

  /// What every program may write to, where the app has nothing of its own there.
  private void temporary(List<Mount> mounts) {
    List<String> taken = mounts.stream().map(Mount::getTarget).toList();
    TEMPORARY.stream()
        .filter(place -> !taken.contains(place))
        .forEach(place -> mounts.add(Mounts.bind(folder.temporary(), place, false)));
  }

  private List<String> jvm() {
    List<String> command = new ArrayList<>(List.of(Layout.JAVA + "/bin/java"));
    command.addAll(AgentJvm.FLAGS);
    command.addAll(NAMES);
    aotCache.ifPresent(_ -> command.add("-XX:AOTCache=" + Layout.AOT_CACHE));
    command.addAll(AgentJvm.bounds(start.resources(), Layout.own("crash.log")));
    command.addAll(start.jvmFlags());
    command.add("-cp");
    command.add(Layout.classPath(start.classPath().size()));
    command.add(AgentJvm.MAIN);
    command.add(Layout.own(ContainerFolder.CONFIG));
    return command;
  }
}
