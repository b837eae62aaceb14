package dev.carafe.server.node.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.model.spi.GpuDevice;
import dev.carafe.scheduler.core.Gpu;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GpuInventoryTest {

  @Test
  void aDeclaredInventoryIsCountedThroughAndHasNothingToGive() {
    GpuInventory inventory = GpuInventory.of(List.of("H100:2", "L4"), Map.of());
    assertThat(inventory.gpus())
        .containsExactly(new Gpu("0", "H100", 0), new Gpu("1", "H100", 0), new Gpu("2", "L4", 0));
    assertThat(inventory.summary()).containsExactly("H100:2", "L4:1");
    assertThat(inventory.source()).isEqualTo("declared with --gpus");
    assertThat(inventory.devices(List.of("2")))
        .containsExactly(new GpuDevice("2", Optional.empty()));
  }

  @Test
  void noneDeclaresThatThereAreNone() {
    GpuInventory inventory = GpuInventory.of(List.of("none"), Map.of());
    assertThat(inventory.gpus()).isEmpty();
    assertThat(inventory.source()).isEqualTo("declared with --gpus");
  }

  @Test
  void devicesThatWereFoundAreGivenByUuid() {
    GpuInventory inventory =
        GpuInventory.found(
            new Search.Found(
                List.of(
                    new NvidiaDevice("0", "GPU-a", "NVIDIA A100-SXM4-80GB", 80L << 30),
                    new NvidiaDevice("1", "GPU-b", "NVIDIA A100-SXM4-80GB", 80L << 30)),
                "nvidia-smi, driver 550.54.15"));
    assertThat(inventory.summary()).containsExactly("A100-80GB:2");
    assertThat(inventory.source()).isEqualTo("found by nvidia-smi, driver 550.54.15");
    assertThat(GpuDevice.names(inventory.devices(List.of("1", "0")))).isEqualTo("GPU-b,GPU-a");
  }
}
