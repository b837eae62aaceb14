package dev.carafe.samples.loading;

import dev.carafe.annotations.App;
import dev.carafe.annotations.Cls;
import dev.carafe.annotations.Default;
import dev.carafe.annotations.Enter;
import dev.carafe.annotations.Function;
import dev.carafe.annotations.LocalEntrypoint;
import dev.carafe.annotations.Method;
import dev.carafe.annotations.Mount;
import dev.carafe.client.Carafe;
import dev.carafe.client.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// The same inference twice: loading the weights in each call, and once per container.
@App("loading")
public final class Loading {
  static final String WEIGHTS = "loading-weights";
  private static final Path FILE = Path.of("/weights/matrix.bin");

  /// Makes 32 MiB of weights, unless they are there.
  @Function(volumes = @Mount(volume = WEIGHTS, path = "/weights"), memory = "256MiB")
  public static void prepare() throws IOException {
    if (Files.notExists(FILE)) {
      Files.write(FILE, Matrix.generate());
      Volume.mounted(WEIGHTS).commit();
    }
  }

  /// Loads in each call.
  @Cls(
      volumes = @Mount(volume = WEIGHTS, path = "/weights", readOnly = true),
      cpu = 1,
      memory = "256MiB")
  public static class LoadPerCall {
    @Method
    public double score(int row) throws IOException {
      return Matrix.load(FILE).score(row);
    }
  }

  /// Loads once, before the first call.
  @Cls(
      volumes = @Mount(volume = WEIGHTS, path = "/weights", readOnly = true),
      cpu = 1,
      memory = "256MiB")
  public static class LoadOnce {
    private Matrix matrix;

    @Enter
    public void load() throws IOException {
      matrix = Matrix.load(FILE);
    }

    @Method
    public double score(int row) {
      return matrix.score(row);
    }
  }

  /// Calls both, and says what a call takes.
  @LocalEntrypoint
  public static void main(Carafe carafe, @Default("20") int calls) {
    carafe.remote(Loading::prepare);
    var perCall = carafe.cls(LoadPerCall.class);
    var once = carafe.cls(LoadOnce.class);

    double slow = median(calls, row -> perCall.remote(LoadPerCall::score, row));
    double fast = median(calls, row -> once.remote(LoadOnce::score, row));

    System.out.printf("loading in each call: %6.1f ms a call%n", slow);
    System.out.printf(
        "loading once:         %6.1f ms a call, %.0f times as fast%n", fast, slow / fast);
  }

  private interface Score {
    double of(int row);
  }

  /// Of so many calls, after one that starts the container.
  private static double median(int calls, Score score) {
    score.of(0);
    double[] millis = new double[calls];
    for (int i = 0; i < calls; i++) {
      long start = System.nanoTime();
      score.of(i);
      millis[i] = (System.nanoTime() - start) / 1e6;
    }
    Arrays.sort(millis);
    return millis[calls / 2];
  }
}
