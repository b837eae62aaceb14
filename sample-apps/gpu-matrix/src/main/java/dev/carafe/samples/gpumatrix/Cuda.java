package dev.carafe.samples.gpumatrix;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import jcuda.Pointer;
import jcuda.Sizeof;
import jcuda.driver.CUcontext;
import jcuda.driver.CUdevice;
import jcuda.driver.CUdeviceptr;
import jcuda.driver.CUfunction;
import jcuda.driver.CUmodule;
import jcuda.driver.CUresult;
import jcuda.driver.JCudaDriver;

/// The first GPU that this container sees, with the kernel of `multiply.cu` loaded.
final class Cuda implements AutoCloseable {
  private static final int TILE = 16;

  private final CUdevice device = new CUdevice();
  private final CUcontext context = new CUcontext();
  private final CUfunction kernel = new CUfunction();

  /// There is no GPU that can be used, and why.
  static final class NoGpu extends Exception {
    private static final long serialVersionUID = 1;

    NoGpu(String message) {
      super(message);
    }
  }

  private Cuda() {}

  static Cuda open() throws NoGpu, IOException {
    Cuda cuda = new Cuda();
    try {
      require(JCudaDriver.cuInit(0), "cuInit");
    } catch (UnsatisfiedLinkError e) {
      throw new NoGpu(
          String.valueOf(e.getMessage()).contains("libcuda.so.1")
              ? "NVIDIA's driver (libcuda.so.1) is not here"
              : "JCuda cannot be loaded: " + e.getMessage());
    }
    require(JCudaDriver.cuDeviceGet(cuda.device, 0), "cuDeviceGet");
    require(JCudaDriver.cuDevicePrimaryCtxRetain(cuda.context, cuda.device), "its context");
    require(JCudaDriver.cuCtxSetCurrent(cuda.context), "its context");
    CUmodule module = new CUmodule();
    require(JCudaDriver.cuModuleLoadData(module, ptx()), "loading multiply.ptx");
    require(JCudaDriver.cuModuleGetFunction(cuda.kernel, module, "multiply"), "its kernel");
    return cuda;
  }

  /// Ends with a zero, as CUDA wants it.
  private static byte[] ptx() throws IOException {
    try (InputStream in = Objects.requireNonNull(Cuda.class.getResourceAsStream("multiply.ptx"))) {
      return (new String(in.readAllBytes(), StandardCharsets.UTF_8) + "\0")
          .getBytes(StandardCharsets.UTF_8);
    }
  }

  private static void require(int result, String what) throws NoGpu {
    if (result != CUresult.CUDA_SUCCESS) {
      throw new NoGpu("%s: %s".formatted(what, CUresult.stringFor(result)));
    }
  }

  String name() throws NoGpu {
    byte[] name = new byte[256];
    require(JCudaDriver.cuDeviceGetName(name, name.length, device), "its name");
    return new String(name, StandardCharsets.UTF_8).replace("\0", "");
  }

  float[] multiply(float[] a, float[] b, int n) throws NoGpu {
    require(JCudaDriver.cuCtxSetCurrent(context), "its context"); // calls come on other threads
    long bytes = (long) n * n * Sizeof.FLOAT;
    CUdeviceptr[] memory = {new CUdeviceptr(), new CUdeviceptr(), new CUdeviceptr()};
    try {
      for (CUdeviceptr part : memory) {
        require(JCudaDriver.cuMemAlloc(part, bytes), "its memory");
      }
      require(JCudaDriver.cuMemcpyHtoD(memory[0], Pointer.to(a), bytes), "copying A");
      require(JCudaDriver.cuMemcpyHtoD(memory[1], Pointer.to(b), bytes), "copying B");
      launch(memory, n);
      float[] c = new float[n * n];
      require(JCudaDriver.cuMemcpyDtoH(Pointer.to(c), memory[2], bytes), "the kernel");
      return c;
    } finally {
      for (CUdeviceptr part : memory) {
        JCudaDriver.cuMemFree(part);
      }
    }
  }

  private void launch(CUdeviceptr[] memory, int n) throws NoGpu {
    Pointer parameters =
        Pointer.to(
            Pointer.to(memory[0]),
            Pointer.to(memory[1]),
            Pointer.to(memory[2]),
            Pointer.to(new int[] {n}));
    int tiles = (n + TILE - 1) / TILE;
    require(
        JCudaDriver.cuLaunchKernel(
            kernel, tiles, tiles, 1, TILE, TILE, 1, 0, null, parameters, null),
        "starting the kernel");
    require(JCudaDriver.cuCtxSynchronize(), "the kernel");
  }

  @Override
  public void close() {
    JCudaDriver.cuDevicePrimaryCtxRelease(device);
  }
}
