package dev.carafe.samples.gpumatrix;

import dev.carafe.annotations.App;
import dev.carafe.annotations.Cls;
import dev.carafe.annotations.Default;
import dev.carafe.annotations.Enter;
import dev.carafe.annotations.Exit;
import dev.carafe.annotations.LocalEntrypoint;
import dev.carafe.annotations.Method;
import dev.carafe.client.Carafe;
import java.io.IOException;
import java.util.Optional;

/// Multiplies matrices with a kernel of its own, on the GPU that its container was granted, and
/// checks the product against the processor's. Without a GPU the processor does it, and says so.
@App("gpu-matrix")
public final class GpuMatrix {

  /// What was done where. `granted` are the devices the container was given, by their names.
  public record Product(String where, String granted, double millis, double largestDifference) {}

  /// Asks for no GPU by itself, so that it runs everywhere; the caller asks for one.
  @Cls(memory = "512MiB")
  public static class Multiplier {
    private Optional<Cuda> gpu = Optional.empty();
    private String where = "";

    @Enter
    public void open() throws IOException {
      try {
        Cuda cuda = Cuda.open();
        gpu = Optional.of(cuda);
        where = "on " + cuda.name();
      } catch (Cuda.NoGpu e) {
        where = "on the processor, as no GPU is to be had: " + e.getMessage();
      }
    }

    @Method
    public Product multiply(int n) throws Cuda.NoGpu {
      float[] a = Matrices.random(n, 1);
      float[] b = Matrices.random(n, 2);
      float[] expected = Matrices.multiply(a, b, n);
      long start = System.nanoTime();
      float[] product = gpu.isPresent() ? gpu.get().multiply(a, b, n) : Matrices.multiply(a, b, n);
      double millis = (System.nanoTime() - start) / 1e6;
      String granted = Optional.ofNullable(System.getenv("CUDA_VISIBLE_DEVICES")).orElse("");
      return new Product(where, granted, millis, Matrices.largestDifference(product, expected));
    }

    @Exit
    public void close() {
      gpu.ifPresent(Cuda::close);
    }
  }

  /// `--gpu any`, or a type, asks for a GPU; without it the processor multiplies.
  @LocalEntrypoint
  public static void main(Carafe carafe, @Default("") String gpu, @Default("512") int size) {
    var multiplier = carafe.cls(Multiplier.class);
    Product product =
        (gpu.isEmpty() ? multiplier : multiplier.options(o -> o.gpu(gpu)))
            .remote(Multiplier::multiply, size);
    System.out.printf("%d × %d in %.1f ms %s%n", size, size, product.millis(), product.where());
    System.out.printf(
        "GPUs granted: %s%n", product.granted().isEmpty() ? "none" : product.granted());
    System.out.printf(
        "largest difference to the processor's product: %.6f%n", product.largestDifference());
    if (gpu.isEmpty()) {
      System.out.println("No GPU was asked for. Where there is one, add: --gpu any");
    }
    if (product.largestDifference() > 1e-3) {
      throw new IllegalStateException("the GPU's product is wrong");
    }
  }
}
