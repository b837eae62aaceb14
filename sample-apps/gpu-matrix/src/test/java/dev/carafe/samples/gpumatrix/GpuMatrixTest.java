package dev.carafe.samples.gpumatrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.samples.running.SampleCommand;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GpuMatrixTest {
  @TempDir Path folder;

  @Test
  void withoutAGpuTheProcessorMultipliesAndSaysSo() {
    var run = SampleCommand.in(folder).runSample("--size", "100");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("on the processor, as no GPU is to be had: ")
        .contains("GPUs granted: none")
        .contains("add: --gpu any");
  }

  @Test
  void aGpuIsPlacedAndNamedInTheContainerWhereOneIsDeclared() {
    var run = run("H100:1,L4:1", "L4");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("GPUs granted: 1\n").doesNotContain("add: --gpu");
  }

  @Test
  void aGpuThatNoMachineHasIsRefusedWithWhatThereIs() {
    var run = run("L4:1", "H100:2");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .contains("no node has ever had 2×H100", "there is 1×L4", "add \"any\" to its choices");
  }

  private SampleCommand.Result run(String declared, String asked) {
    String engine = SampleCommand.inDocker() ? "docker" : "process";
    return SampleCommand.in(folder)
        .run(
            "run",
            "--engine",
            engine,
            "--gpus",
            declared,
            "sample-apps/gpu-matrix",
            "--gpu",
            asked,
            "--size",
            "100");
  }
}
