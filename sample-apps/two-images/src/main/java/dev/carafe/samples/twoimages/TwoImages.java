package dev.carafe.samples.twoimages;

import dev.carafe.annotations.App;
import dev.carafe.annotations.Cls;
import dev.carafe.annotations.Default;
import dev.carafe.annotations.Enter;
import dev.carafe.annotations.Function;
import dev.carafe.annotations.Image;
import dev.carafe.annotations.ImageDefinition;
import dev.carafe.annotations.LocalEntrypoint;
import dev.carafe.annotations.Method;
import dev.carafe.annotations.Mount;
import dev.carafe.annotations.Parameter;
import dev.carafe.client.Carafe;
import dev.carafe.client.Volume;
import dev.carafe.client.hub.HubDownload;
import dev.carafe.client.hub.HubSnapshot;
import java.nio.file.Path;

/// One app, two images, one Volume: a light image downloads weights, another one infers with them.
@App("two-images")
public final class TwoImages {
  static final String WEIGHTS = "two-images-weights";
  private static final String MODELS = "/models";

  /// What a download needs, and no library for inference: the hub client is Carafe's own.
  public static final class DownloadImage implements ImageDefinition {
    @Override
    public Image define() {
      return Image.debianSlim()
          .aptInstall("ca-certificates")
          .env("HF_HUB_DISABLE_TELEMETRY", "1")
          .env("MODELS", MODELS);
    }
  }

  /// onnxruntime, in the image alone: the sources compile against it, the app's jar has none of it.
  public static final class InferenceImage implements ImageDefinition {
    @Override
    public Image define() {
      return Image.debianSlim()
          .mavenInstall("com.microsoft.onnxruntime:onnxruntime:1.20.0")
          .env("OMP_NUM_THREADS", "2");
    }
  }

  /// Brings one revision of a repository into the Volume; what is there is not fetched again.
  @Function(
      image = DownloadImage.class,
      volumes = @Mount(volume = WEIGHTS, path = MODELS),
      secrets = "hub",
      memory = "256MiB",
      timeout = "2h")
  public static String download(String repo, @Default("main") String revision) {
    HubSnapshot snapshot =
        HubDownload.to(Path.of(System.getenv("MODELS"), repo)).repo(repo).revision(revision).run();
    long version = Volume.mounted(WEIGHTS).commit();
    return "%s: %d files, %,d bytes, version %d of the Volume"
        .formatted(repo, snapshot.files().size(), snapshot.bytes(), version);
  }

  /// Opens a model once per container.
  @Cls(
      image = InferenceImage.class,
      volumes = @Mount(volume = WEIGHTS, path = MODELS, readOnly = true),
      cpu = 1,
      memory = "512MiB")
  public static class Model {
    @Parameter String repo;
    private OnnxModel model;

    @Enter
    void load() throws Exception {
      model = OnnxModel.open(Path.of(MODELS, repo, "model.onnx"));
    }

    /// The names and shapes of what the model takes.
    @Method
    public String inputs() throws Exception {
      return model.inputs();
    }
  }

  /// Downloads a model and asks another image what it takes.
  @LocalEntrypoint
  public static void main(Carafe carafe, @Default("acme/minilm") String repo) {
    System.out.println(carafe.remote(TwoImages::download, repo, "main"));
    System.out.println(carafe.cls(Model.class).with("repo", repo).remote(Model::inputs));
  }
}
