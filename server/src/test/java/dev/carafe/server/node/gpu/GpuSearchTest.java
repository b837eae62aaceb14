package dev.carafe.server.node.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GpuSearchTest {
  private static final Search.Found BY_DRIVER =
      new Search.Found(
          List.of(new NvidiaDevice("0", "GPU-9", "NVIDIA L4", 1)), "CUDA's driver API, CUDA 12.4");

  @TempDir Path root;

  @Test
  void withoutDriverAndToolsNothingIsStarted() {
    assertThat(search(GpuSearchTest::notToBeAsked).run())
        .isEqualTo(
            new Search.Nothing(
                "NVIDIA's driver is not loaded on this machine (no nvidia-smi on PATH)"));
  }

  @Test
  void nvidiaSmiIsAskedFirst() throws IOException {
    driver();
    nvidiaSmi("echo '0, GPU-1, NVIDIA H100 80GB HBM3, 81559, 550.54.15, Disabled'");
    assertThat(search(GpuSearchTest::notToBeAsked).run())
        .isEqualTo(
            new Search.Found(
                List.of(new NvidiaDevice("0", "GPU-1", "NVIDIA H100 80GB HBM3", 81559L << 20)),
                "nvidia-smi, driver 550.54.15"));
  }

  @Test
  void theDriverIsAskedWhereNvidiaSmiIsNotThereOrFails() throws IOException {
    driver();
    assertThat(search(() -> BY_DRIVER).run()).isEqualTo(BY_DRIVER);
    nvidiaSmi("echo 'Failed to initialize NVML: Unknown Error'; exit 255");
    assertThat(search(() -> BY_DRIVER).run()).isEqualTo(BY_DRIVER);
  }

  @Test
  void whenBothFailBothReasonsAreTold() throws IOException {
    driver();
    nvidiaSmi("echo 'No devices were found'; exit 6");
    assertThat(search(() -> new Search.Nothing("CUDA's driver is there and sees no device")).run())
        .isEqualTo(
            new Search.Nothing(
                "CUDA's driver is there and sees no device; nvidia-smi failed (exit code 6): No"
                    + " devices were found"));
  }

  private static Search notToBeAsked() {
    throw new AssertionError("the driver is not to be asked");
  }

  private GpuSearch search(Supplier<Search> driverApi) {
    return new GpuSearch(root.resolve("bin").toString(), root, driverApi);
  }

  private void driver() throws IOException {
    Files.createFile(
        Files.createDirectories(root.resolve("proc/driver/nvidia")).resolve("version"));
  }

  private void nvidiaSmi(String script) throws IOException {
    Path file = Files.createDirectories(root.resolve("bin")).resolve("nvidia-smi");
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
