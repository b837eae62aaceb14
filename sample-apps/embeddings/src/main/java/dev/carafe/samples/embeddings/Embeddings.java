package dev.carafe.samples.embeddings;

import dev.carafe.annotations.App;
import dev.carafe.annotations.Cls;
import dev.carafe.annotations.Concurrent;
import dev.carafe.annotations.Default;
import dev.carafe.annotations.Enter;
import dev.carafe.annotations.Exit;
import dev.carafe.annotations.Function;
import dev.carafe.annotations.LocalEntrypoint;
import dev.carafe.annotations.Method;
import dev.carafe.annotations.Mount;
import dev.carafe.annotations.Parameter;
import dev.carafe.client.Carafe;
import dev.carafe.client.Volume;
import dev.carafe.client.hub.HubDownload;
import dev.carafe.client.hub.HubSnapshot;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Sentence embeddings: real weights in a Volume, a session opened once per container, and methods
/// called from anywhere.
@App("embeddings")
public final class Embeddings {
  static final String WEIGHTS = "model-weights-vol";
  static final String MODEL = "all-minilm-l6-v2-q";

  private static final List<String> SENTENCES =
      List.of(
          "A kitten sleeps on the warm window sill.",
          "The dog chases a ball across the meadow.",
          "Fresh bread smells best in the morning.",
          "The central bank raised its interest rate.",
          "Shares fell after the company cut its forecast.");

  /// Puts the weights and the tokenizer of a model into the Volume, unless they are there.
  @Function(
      volumes = @Mount(volume = WEIGHTS, path = "/models"),
      cpu = 1,
      memory = "256MiB",
      timeout = "10m")
  public static String downloadModel(@Default(MODEL) String model) throws IOException {
    Path folder = Path.of("/models", model);
    boolean weights = copy(model + ".onnx", folder.resolve(MiniLm.WEIGHTS));
    boolean tokenizer = copy(model + "-tokenizer.json", folder.resolve(MiniLm.TOKENIZER));
    return committed(model, weights || tokenizer);
  }

  /// Brings the same files of a repository of a model hub into the Volume, unless they are there.
  @Function(
      volumes = @Mount(volume = WEIGHTS, path = "/models"),
      cpu = 1,
      memory = "256MiB",
      timeout = "1h")
  public static String downloadFromHub(String repo, Optional<String> endpoint) {
    HubDownload download = HubDownload.to(Path.of("/models", repo)).repo(repo);
    endpoint.ifPresent(download::endpoint);
    HubSnapshot snapshot = download.allow(MiniLm.WEIGHTS, MiniLm.TOKENIZER).run();
    return committed(repo, snapshot.fetched() > 0);
  }

  private static String committed(String model, boolean changed) {
    if (!changed) {
      return "%s is in %s already".formatted(model, WEIGHTS);
    }
    long version = Volume.mounted(WEIGHTS).commit(); // from here on every new container sees it
    return "%s is in %s now, version %d".formatted(model, WEIGHTS, version);
  }

  private static boolean copy(String resource, Path target) throws IOException {
    if (Files.exists(target)) {
      return false;
    }
    try (InputStream in = Embeddings.class.getResourceAsStream("/" + resource)) {
      if (in == null) {
        throw new FileNotFoundException(
            "No jar on the class path holds %s. Add the artifact with that model to the pom."
                .formatted(resource));
      }
      Files.createDirectories(target.getParent());
      System.out.printf("%s: %,d bytes%n", target, Files.copy(in, target));
      return true;
    }
  }

  /// A pool of containers that each hold the model, ready.
  @Cls(
      volumes = @Mount(volume = WEIGHTS, path = "/models", readOnly = true),
      cpu = 1,
      memory = "512MiB")
  @Concurrent(max = 8)
  public static class Embedder {
    @Parameter String modelId = MODEL; // each value has containers of its own
    private MiniLm model;

    @Enter
    public void load() throws Exception { // once per container, before its first call
      long start = System.nanoTime();
      model = MiniLm.open(Path.of("/models", modelId));
      System.out.printf("%s loaded in %d ms%n", modelId, (System.nanoTime() - start) / 1_000_000);
    }

    /// The direction in which a text points, as a vector of length 1.
    @Method
    public float[] embed(String text) throws Exception {
      return model.embed(text);
    }

    @Exit
    public void close() throws Exception {
      model.close();
    }
  }

  /// Says which of some sentences is nearest to a text, with the weights of the jar, or of a
  /// repository of the hub that `HF_ENDPOINT` names here.
  @LocalEntrypoint
  public static void main(
      Carafe carafe, @Default("A cat naps in the sun.") String text, Optional<String> hub) {
    var endpoint = Optional.ofNullable(System.getenv("HF_ENDPOINT"));
    System.out.println(
        hub.isPresent()
            ? carafe.remote(Embeddings::downloadFromHub, hub.get(), endpoint)
            : carafe.remote(Embeddings::downloadModel, MODEL));

    var embedder = carafe.cls(Embedder.class).with("modelId", hub.orElse(MODEL));
    float[] wanted = embedder.remote(Embedder::embed, text);
    List<float[]> vectors = embedder.map(Embedder::embed, SENTENCES).toList();

    System.out.print(new SimilarityTable(text, wanted, SENTENCES, vectors));
  }
}
