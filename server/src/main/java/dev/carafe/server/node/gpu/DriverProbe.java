package dev.carafe.server.node.gpu;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import jcuda.driver.CUdevice;
import jcuda.driver.CUresult;
import jcuda.driver.CUuuid;
import jcuda.driver.JCudaDriver;

/// A program that asks CUDA's driver API for its devices, by JCuda, and prints a line for each. It
/// is run as a process of its own: a driver that misbehaves ends the process, not the server.
final class DriverProbe {
  static final String DEVICE = "device";
  static final String CUDA = "cuda";
  static final String NOTHING = "nothing";
  private static final int LONGEST_NAME = 256;

  private DriverProbe() {}

  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try {
      probe(out);
    } catch (NoDevice e) {
      line(out, NOTHING, String.valueOf(e.getMessage()));
    } catch (UnsatisfiedLinkError e) {
      line(out, NOTHING, whyNotLoaded(String.valueOf(e.getMessage())));
    }
  }

  private static final class NoDevice extends Exception {
    private static final long serialVersionUID = 1;

    NoDevice(String message) {
      super(message);
    }
  }

  private static void probe(PrintStream out) throws NoDevice {
    require(JCudaDriver.cuInit(0), "cuInit");
    int[] value = new int[1];
    require(JCudaDriver.cuDriverGetVersion(value), "cuDriverGetVersion");
    line(out, CUDA, "%d.%d".formatted(value[0] / 1000, value[0] % 1000 / 10));
    require(JCudaDriver.cuDeviceGetCount(value), "cuDeviceGetCount");
    for (int index = 0; index < value[0]; index++) {
      device(out, index);
    }
  }

  private static void device(PrintStream out, int index) throws NoDevice {
    CUdevice device = new CUdevice();
    byte[] name = new byte[LONGEST_NAME];
    CUuuid uuid = new CUuuid();
    long[] memory = new long[1];
    require(JCudaDriver.cuDeviceGet(device, index), "cuDeviceGet");
    require(JCudaDriver.cuDeviceGetName(name, name.length, device), "cuDeviceGetName");
    require(JCudaDriver.cuDeviceGetUuid(uuid, device), "cuDeviceGetUuid");
    require(JCudaDriver.cuDeviceTotalMem(memory, device), "cuDeviceTotalMem");
    line(
        out,
        DEVICE,
        Integer.toString(index),
        uuid(uuid.bytes),
        text(name),
        Long.toString(memory[0]));
  }

  private static void require(int result, String call) throws NoDevice {
    if (result != CUresult.CUDA_SUCCESS) {
      throw new NoDevice(
          result == CUresult.CUDA_ERROR_NO_DEVICE
              ? "CUDA's driver is there and sees no device"
              : "CUDA's driver answers %s to %s".formatted(CUresult.stringFor(result), call));
    }
  }

  /// `GPU-` and 8-4-4-4-12 digits, as `nvidia-smi` and Docker write it.
  static String uuid(byte[] bytes) {
    String hex = HexFormat.of().formatHex(bytes);
    return "GPU-%s-%s-%s-%s-%s"
        .formatted(
            hex.substring(0, 8),
            hex.substring(8, 12),
            hex.substring(12, 16),
            hex.substring(16, 20),
            hex.substring(20, 32));
  }

  private static String text(byte[] zeroEnded) {
    int end = 0;
    while (end < zeroEnded.length && zeroEnded[end] != 0) {
      end++;
    }
    return new String(zeroEnded, 0, end, StandardCharsets.UTF_8);
  }

  /// JCuda's own message is a page of stack traces.
  private static String whyNotLoaded(String message) {
    return message.contains("libcuda.so.1: cannot open")
        ? "NVIDIA's driver is not installed: JCuda is here, and finds no libcuda.so.1"
        : "JCuda cannot be loaded: " + message.lines().findFirst().orElse("it does not say why");
  }

  private static void line(PrintStream out, String... words) {
    out.println(String.join("\t", words));
  }
}
