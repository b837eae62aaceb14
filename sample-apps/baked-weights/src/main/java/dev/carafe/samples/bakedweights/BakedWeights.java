package dev.carafe.samples.bakedweights;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.carafe.annotations.App;
import dev.carafe.annotations.Cls;
import dev.carafe.annotations.Enter;
import dev.carafe.annotations.Image;
import dev.carafe.annotations.ImageDefinition;
import dev.carafe.annotations.LocalEntrypoint;
import dev.carafe.annotations.Method;
import dev.carafe.annotations.Mount;
import dev.carafe.annotations.StepOptions;
import dev.carafe.client.Carafe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.IntSupplier;

/// The same weights in three places: in an image that a command filled, in an image that a function
/// of the app filled, and in a Volume.
@App("baked-weights")
public final class BakedWeights {
  private static final String WEIGHTS = Source.WEIGHTS;
  private static final String MODELS = "/models";

  /// A command brings them, here out of a Volume; where a hub can be reached, a download like `curl
  /// -fL -o /models/… https://…` stands here.
  public static final class ByCommands implements ImageDefinition {
    @Override
    public Image define() {
      return Image.debianSlim()
          .runCommands(
              StepOptions.NONE.withVolumes(WEIGHTS + ":/from:ro"),
              "mkdir -p " + MODELS,
              "cp /from/" + Weights.MODEL + " " + MODELS);
    }
  }

  /// A function of the app brings them.
  public static final class ByFunction implements ImageDefinition {
    @Override
    public Image define() {
      return Image.debianSlim().runFunction(BakedWeights::bake, MODELS);
    }
  }

  /// Runs while the image is built: what it writes is the layer.
  public static void bake(String folder) throws IOException {
    Path _ = Weights.into(Path.of(folder));
  }

  /// The weights are in its image.
  @Cls(image = ByCommands.class, cpu = 1, memory = "512MiB")
  public static class InCommandImage {
    private OrtSession session;

    @Enter
    void load() throws OrtException {
      session = open();
    }

    @Method
    public int inputs() {
      return session.getInputNames().size();
    }
  }

  /// The weights are in its image.
  @Cls(image = ByFunction.class, cpu = 1, memory = "512MiB")
  public static class InFunctionImage {
    private OrtSession session;

    @Enter
    void load() throws OrtException {
      session = open();
    }

    @Method
    public int inputs() {
      return session.getInputNames().size();
    }
  }

  /// The weights are in a Volume.
  @Cls(
      volumes = @Mount(volume = WEIGHTS, path = MODELS, readOnly = true),
      cpu = 1,
      memory = "512MiB")
  public static class InVolume {
    private OrtSession session;

    @Enter
    void load() throws OrtException {
      session = open();
    }

    @Method
    public int inputs() {
      return session.getInputNames().size();
    }
  }

  private static OrtSession open() throws OrtException {
    return OrtEnvironment.getEnvironment().createSession(Path.of(MODELS, Weights.MODEL).toString());
  }

  /// Calls each once, and says how long its first call took.
  @LocalEntrypoint
  public static void main(Carafe carafe) {
    first("runCommands", () -> carafe.cls(InCommandImage.class).remote(InCommandImage::inputs));
    first("runFunction", () -> carafe.cls(InFunctionImage.class).remote(InFunctionImage::inputs));
    first("Volume", () -> carafe.cls(InVolume.class).remote(InVolume::inputs));
  }

  private static void first(String way, IntSupplier call) {
    long start = System.nanoTime();
    int inputs = call.getAsInt();
    System.out.printf(
        "%-11s  %d inputs, first call after %.1f s%n",
        way, inputs, (System.nanoTime() - start) / 1e9);
  }
}
