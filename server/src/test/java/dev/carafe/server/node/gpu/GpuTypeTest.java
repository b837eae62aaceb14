package dev.carafe.server.node.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GpuTypeTest {

  @Test
  void productsHaveTheNamesThatUsersWrite() {
    Map.ofEntries(
            Map.entry("NVIDIA H100 80GB HBM3", "H100"),
            Map.entry("NVIDIA H100 PCIe", "H100"),
            Map.entry("NVIDIA H100 NVL", "H100"),
            Map.entry("NVIDIA H200", "H200"),
            Map.entry("NVIDIA GH200 480GB", "GH200"),
            Map.entry("NVIDIA B200", "B200"),
            Map.entry("NVIDIA A100-SXM4-40GB", "A100-40GB"),
            Map.entry("NVIDIA A100 80GB PCIe", "A100-80GB"),
            Map.entry("NVIDIA A100-PCIE-40GB", "A100-40GB"),
            Map.entry("Tesla V100-SXM2-16GB", "V100-16GB"),
            Map.entry("Tesla P100-PCIE-12GB", "P100-12GB"),
            Map.entry("Tesla T4", "T4"),
            Map.entry("NVIDIA L4", "L4"),
            Map.entry("NVIDIA L40S", "L40S"),
            Map.entry("NVIDIA A10G", "A10G"),
            Map.entry("NVIDIA RTX A6000", "RTX-A6000"),
            Map.entry("NVIDIA RTX 6000 Ada Generation", "RTX-6000-Ada"),
            Map.entry("Quadro RTX 8000", "RTX-8000"),
            Map.entry("NVIDIA RTX PRO 6000 Blackwell Server Edition", "RTX-PRO-6000"),
            Map.entry("NVIDIA GeForce RTX 4090", "RTX-4090"),
            Map.entry("NVIDIA GeForce RTX 3080 Ti", "RTX-3080-Ti"),
            Map.entry("NVIDIA GeForce RTX 4070 Laptop GPU", "RTX-4070-Laptop"),
            Map.entry("NVIDIA TITAN V", "TITAN-V"))
        .forEach((product, type) -> assertThat(GpuType.of(product)).as(product).isEqualTo(type));
  }

  @Test
  void everyTypeCanBeWrittenInAnAnnotation() {
    for (String product : List.of("NVIDIA Graphics Device", "NVIDIA GPU", "NVIDIA (pre-release)")) {
      assertThat(GpuType.of(product)).matches("[A-Za-z0-9][A-Za-z0-9._-]*");
    }
  }
}
