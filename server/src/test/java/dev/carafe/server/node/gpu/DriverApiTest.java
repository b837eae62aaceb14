package dev.carafe.server.node.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class DriverApiTest {

  /// JCuda's library is there, is unpacked and linked, and finds no driver below it.
  @Test
  void jcudaSaysThatThereIsNoDriverWhereThereIsNone() {
    assumeFalse(Files.exists(Path.of("/proc/driver/nvidia/version")), "this machine has a driver");
    assertThat(DriverApi.ask())
        .isEqualTo(
            new Search.Nothing(
                "NVIDIA's driver is not installed: JCuda is here, and finds no libcuda.so.1"));
  }

  @Test
  void eachDeviceIsALine() {
    assertThat(
            DriverApi.read(
                new ShortCommand.Result(
                    0,
                    """
                    cuda\t12.4
                    device\t0\tGPU-00010203-0405-0607-0809-0a0b0c0d0e0f\tNVIDIA L4\t23580639232
                    """)))
        .isEqualTo(
            new Search.Found(
                List.of(
                    new NvidiaDevice(
                        "0",
                        "GPU-00010203-0405-0607-0809-0a0b0c0d0e0f",
                        "NVIDIA L4",
                        23_580_639_232L)),
                "CUDA's driver API, CUDA 12.4"));
  }

  @Test
  void aDriverThatCrashesIsAReasonAndNoMore() {
    assertThat(DriverApi.read(new ShortCommand.Result(134, "# SIGSEGV (0xb) at pc=0x0\n#\n")))
        .isEqualTo(
            new Search.Nothing(
                "asking CUDA's driver failed (exit code 134): # SIGSEGV (0xb) at pc=0x0"));
  }

  @Test
  void uuidsAreWrittenAsNvidiaSmiDoes() {
    byte[] bytes = new byte[16];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 17);
    }
    assertThat(DriverProbe.uuid(bytes)).isEqualTo("GPU-00112233-4455-6677-8899-aabbccddeeff");
  }
}
