package dev.carafe.docker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.DeviceRequest;
import dev.carafe.model.spi.GpuDevice;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GrantedGpusTest {
  private static final GpuDevice REAL = new GpuDevice("3", Optional.of("GPU-a"));
  private static final GpuDevice ALSO_REAL = new GpuDevice("1", Optional.of("GPU-b"));
  private static final GpuDevice DECLARED = new GpuDevice("0", Optional.empty());

  @Test
  void realDevicesAreRequestedByTheirUuids() {
    DeviceRequest request = GrantedGpus.request(List.of(REAL, ALSO_REAL)).orElseThrow();
    assertThat(request.getDriver()).isEqualTo("nvidia");
    assertThat(request.getDeviceIds()).containsExactly("GPU-a", "GPU-b");
    assertThat(request.getCount()).isNull();
    assertThat(request.getCapabilities()).containsExactly(List.of("gpu", "compute", "utility"));
    assertThat(GrantedGpus.visible(List.of(REAL, ALSO_REAL))).isEqualTo("GPU-a,GPU-b");
  }

  @Test
  void declaredDevicesAreNotRequestedAndNoRealOneIsVisible() {
    assertThat(GrantedGpus.request(List.of(DECLARED))).isEmpty();
    assertThat(GrantedGpus.visible(List.of(DECLARED))).isEqualTo("void");
    assertThat(GrantedGpus.visible(List.of())).isEqualTo("void");
  }

  @Test
  void aToolkitThatKnowsNoSuchDeviceIsExplained() {
    assertThat(
            GrantedGpus.explain(
                "OCI runtime create failed: nvidia-container-cli: device error: GPU-a: unknown device"))
        .contains(
            "unknown device. NVIDIA's container toolkit", "nvidia-smi", "start the server anew");
    assertThat(GrantedGpus.explain("no such image")).isEqualTo("no such image");
  }
}
