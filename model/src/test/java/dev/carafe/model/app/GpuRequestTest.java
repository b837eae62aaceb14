package dev.carafe.model.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GpuRequestTest {

  @Test
  void aTypeIsThatTypeInEitherCaseAndNoOther() {
    assertThat(GpuRequest.parse("h100").accepts("H100")).isTrue();
    assertThat(GpuRequest.parse("H100").accepts("H200")).isFalse();
    assertThat(GpuRequest.parse("L4").accepts("L40S")).isFalse();
    assertThat(GpuRequest.parse("any:2").accepts("L4")).isTrue();
  }

  @Test
  void aTypeWithoutItsSizeOfMemoryIsEverySize() {
    assertThat(GpuRequest.parse("A100").accepts("A100-80GB")).isTrue();
    assertThat(GpuRequest.parse("A100").accepts("A100-40GB")).isTrue();
    assertThat(GpuRequest.parse("A100-80GB").accepts("A100-40GB")).isFalse();
    assertThat(GpuRequest.parse("A100-80GB").accepts("A100")).isFalse();
  }
}
