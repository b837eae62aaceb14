package dev.carafe.model.spi;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A GPU that a container was granted. A real one has the UUID by which NVIDIA's driver knows it;
/// one that was only declared has none, and there is nothing to give.
public record GpuDevice(String index, Optional<String> uuid) {

  /// By what `CUDA_VISIBLE_DEVICES` and the like name it: right in every order of devices, and in a
  /// container that sees some of them alone.
  public String name() {
    return uuid.orElse(index);
  }

  /// Their names as `CUDA_VISIBLE_DEVICES` wants them; empty for none.
  public static String names(List<GpuDevice> devices) {
    return devices.stream().map(GpuDevice::name).collect(Collectors.joining(","));
  }
}
