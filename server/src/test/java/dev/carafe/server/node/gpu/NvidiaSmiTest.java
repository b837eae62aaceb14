package dev.carafe.server.node.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NvidiaSmiTest {

  @Test
  void eachLineIsADevice() {
    Search search =
        NvidiaSmi.read(
            """
            0, GPU-0b3f5d1a-9c1e-4a8e-0d57-2f4f0c5b7a11, NVIDIA H100 80GB HBM3, 81559, 550.54.15, Disabled
            1, GPU-7e2d6f0c-4b1d-52a9-93f8-6a1c2d3e4f50, NVIDIA L4, 23034, 550.54.15, [N/A]
            """);

    assertThat(search)
        .isEqualTo(
            new Search.Found(
                List.of(
                    new NvidiaDevice(
                        "0",
                        "GPU-0b3f5d1a-9c1e-4a8e-0d57-2f4f0c5b7a11",
                        "NVIDIA H100 80GB HBM3",
                        81559L << 20),
                    new NvidiaDevice(
                        "1",
                        "GPU-7e2d6f0c-4b1d-52a9-93f8-6a1c2d3e4f50",
                        "NVIDIA L4",
                        23034L << 20)),
                "nvidia-smi, driver 550.54.15"));
  }

  @Test
  void memorySharedWithTheProcessorIsUnknown() {
    var found = (Search.Found) NvidiaSmi.read("0, GPU-1, NVIDIA GB10, [N/A], 580.95.05, [N/A]\n");
    assertThat(found.devices().getFirst().memoryBytes()).isZero();
  }

  @Test
  void devicesSplitIntoInstancesAreLeftOutAndCounted() {
    var found =
        (Search.Found)
            NvidiaSmi.read(
                """
                0, GPU-1, NVIDIA A100-SXM4-80GB, 81920, 535.161.08, Enabled
                1, GPU-2, NVIDIA A100-SXM4-80GB, 81920, 535.161.08, Disabled
                """);
    assertThat(found.devices()).extracting(NvidiaDevice::index).containsExactly("1");
    assertThat(found.by()).isEqualTo("nvidia-smi, driver 535.161.08, 1 in MIG mode left out");
  }

  @Test
  void whatIsNoListIsRepeated() {
    assertThat(NvidiaSmi.read("No devices were found\n"))
        .isEqualTo(new Search.Nothing("nvidia-smi says: No devices were found"));
    assertThat(
            NvidiaSmi.read(
                "Failed to initialize NVML: Driver/library version mismatch\nNVML library version: 550.54\n"))
        .isEqualTo(
            new Search.Nothing(
                "nvidia-smi says: Failed to initialize NVML: Driver/library version mismatch NVML"
                    + " library version: 550.54"));
    assertThat(NvidiaSmi.read("")).isEqualTo(new Search.Nothing("nvidia-smi lists no GPU"));
  }
}
