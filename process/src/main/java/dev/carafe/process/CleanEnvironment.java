package dev.carafe.process;

import dev.carafe.model.spi.ContainerStart;
import dev.carafe.model.spi.GpuDevice;
import java.util.HashMap;
import java.util.Map;

/// The whole environment of a container: what its start gives, over a few things every program
/// expects. Nothing of the server's own environment gets in.
final class CleanEnvironment {
  private static final String MARK = "CARAFE_CONTAINER_DIR";
  private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private CleanEnvironment() {}

  static Map<String, String> of(ContainerStart start, ContainerDirectory directory, Jdk jdk) {
    String gpus = GpuDevice.names(start.gpus());
    Map<String, String> environment = new HashMap<>();
    environment.put("PATH", PATH);
    environment.put("HOME", directory.home().toString());
    environment.put("LANG", "C.UTF-8");
    environment.put("TMPDIR", directory.tmp().toString());
    environment.put("JAVA_HOME", jdk.home().toString());
    environment.put(ContainerStart.ID_VARIABLE, start.container().value());
    environment.put("NVIDIA_VISIBLE_DEVICES", gpus.isEmpty() ? "void" : gpus);
    environment.put("CUDA_VISIBLE_DEVICES", gpus);
    environment.putAll(start.env());
    environment.put(MARK, directory.root().toString());
    return environment;
  }

  /// The assignment by which a container's processes are found again.
  static String mark(ContainerDirectory directory) {
    return MARK + "=" + directory.root();
  }
}
