package dev.carafe.server.node.gpu;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Looks for NVIDIA devices. Where neither the driver nor its tools are, that takes no time: no
/// process is started.
record GpuSearch(String path, Path root, Supplier<Search> driverApi) {

  static GpuSearch of(Map<String, String> env) {
    return new GpuSearch(env.getOrDefault("PATH", ""), Path.of("/"), DriverApi::ask);
  }

  Search run() {
    Search bySmi =
        nvidiaSmi()
            .map(NvidiaSmi::ask)
            .orElseGet(() -> new Search.Nothing("no nvidia-smi on PATH"));
    return switch (bySmi) {
      case Search.Found found -> found;
      case Search.Nothing(String reason) when driverIsLoaded() -> byDriver(reason);
      case Search.Nothing(String reason) ->
          new Search.Nothing(
              "NVIDIA's driver is not loaded on this machine (%s)".formatted(reason));
    };
  }

  private Search byDriver(String reason) {
    return switch (driverApi.get()) {
      case Search.Found found -> found;
      case Search.Nothing(String alsoNot) -> new Search.Nothing(alsoNot + "; " + reason);
    };
  }

  private Optional<Path> nvidiaSmi() {
    return Stream.concat(
            Stream.of(path.split(File.pathSeparator)).filter(p -> !p.isEmpty()).map(Path::of),
            Stream.of(root.resolve("usr/lib/wsl/lib")))
        .map(folder -> folder.resolve("nvidia-smi"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /// On Linux, and on Linux in Windows.
  private boolean driverIsLoaded() {
    return Files.exists(root.resolve("proc/driver/nvidia/version"))
        || Files.exists(root.resolve("dev/dxg"));
  }
}
