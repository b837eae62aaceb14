package dev.carafe.docker.engine;

import com.github.dockerjava.api.model.DeviceRequest;
import dev.carafe.model.spi.GpuDevice;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// How a container is given the GPUs that it was granted, and no other.
public final class GrantedGpus {
  /// What Docker says where NVIDIA's container toolkit is not installed, or was after the daemon
  /// had started.
  private static final String NO_DRIVER = "could not select device driver";

  private static final String TOOLKIT = "nvidia-container-cli";

  private GrantedGpus() {}

  /// Devices by UUID; nothing for those that are only declared.
  public static Optional<DeviceRequest> request(List<GpuDevice> gpus) {
    List<String> ids = gpus.stream().flatMap(gpu -> gpu.uuid().stream()).toList();
    return ids.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new DeviceRequest()
                .withDriver("nvidia")
                .withDeviceIds(ids)
                .withCapabilities(List.of(List.of("gpu", "compute", "utility"))));
  }

  /// For a daemon whose default runtime is NVIDIA's: it gives what this variable of the container
  /// names, and images of NVIDIA's name all there are.
  static String visible(List<GpuDevice> gpus) {
    String ids = gpus.stream().flatMap(gpu -> gpu.uuid().stream()).collect(Collectors.joining(","));
    return ids.isEmpty() ? "void" : ids;
  }

  /// What names them in a container, also for a library that would take all it sees.
  public static Map<String, String> environment(List<GpuDevice> gpus) {
    return Map.of(
        "NVIDIA_VISIBLE_DEVICES", visible(gpus), "CUDA_VISIBLE_DEVICES", GpuDevice.names(gpus));
  }

  /// The daemon's words, and what to do where they are about GPUs.
  public static String explain(String words) {
    if (words.contains(NO_DRIVER)) {
      return words
          + ". This Docker gives containers no GPUs: install NVIDIA's container toolkit (package"
          + " nvidia-container-toolkit of https://nvidia.github.io/libnvidia-container) and restart"
          + " Docker, or use --engine process";
    }
    if (words.contains(TOOLKIT)) {
      return words
          + ". NVIDIA's container toolkit could not give the GPU: see whether nvidia-smi lists it,"
          + " and start the server anew if GPUs have changed";
    }
    return words;
  }
}
