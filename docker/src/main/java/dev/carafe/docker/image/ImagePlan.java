package dev.carafe.docker.image;

import dev.carafe.model.app.ImageSpec;
import dev.carafe.model.app.ImageStepSpec;
import dev.carafe.model.app.ImageStepSpec.StepNeeds;
import dev.carafe.model.app.LocalFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What has to be there for an image: layers in order, each with a key that says all that goes into
/// it, the layers below included. Equal steps on an equal base have equal keys; nothing else has.
record ImagePlan(List<Layer> layers) {

  /// What a layer is made of.
  sealed interface Work {
    record Packages(List<String> names) implements Work {}

    /// Shell commands with the environment and directory they run in; of secrets only the names are
    /// known here.
    record Commands(
        List<String> commands, Map<String, String> env, String workdir, List<String> secrets)
        implements Work {}

    record Files(List<LocalFile> files) implements Work {}
  }

  /// `step` is the text of its step, for people.
  record Layer(String key, String step, Work work) {}

  ImagePlan {
    layers = List.copyOf(layers);
  }

  /// The layers above a base, which is known by its id. Steps that are not taken are left out.
  static ImagePlan of(ImageSpec image, String baseId) {
    List<Layer> layers = new ArrayList<>();
    Map<String, String> env = new TreeMap<>();
    String workdir = "";
    String parent = new LayerKey("base").text(baseId).hex();
    for (ImageStepSpec step : image.steps()) {
      switch (step) {
        case ImageStepSpec.Env(String key, String value) -> env.put(key, value);
        case ImageStepSpec.Workdir(String path) -> workdir = path;
        case ImageStepSpec.ForceBuild(String stamp) ->
            parent = new LayerKey("force").text(parent).text(stamp).hex();
        case ImageStepSpec.AptInstall s ->
            parent =
                add(layers, parent, s, new Work.Packages(s.packages().stream().sorted().toList()));
        case ImageStepSpec.RunCommands s when taken(s) ->
            parent =
                add(
                    layers,
                    parent,
                    s,
                    new Work.Commands(s.commands(), Map.copyOf(env), workdir, s.needs().secrets()));
        case ImageStepSpec.AddLocal s -> parent = add(layers, parent, s, new Work.Files(s.files()));
        case ImageStepSpec.DebianSlim _,
            ImageStepSpec.FromRegistry _,
            ImageStepSpec.FromDockerfile _,
            ImageStepSpec.RunCommands _,
            ImageStepSpec.RunFunction _ -> {}
      }
    }
    return new ImagePlan(layers);
  }

  /// Whether a step is built, or is what a container is given anyway.
  static boolean taken(ImageStepSpec step) {
    return switch (step) {
      case ImageStepSpec.RunFunction _ -> false;
      case ImageStepSpec.RunCommands s -> taken(s.needs());
      case ImageStepSpec.DebianSlim _,
          ImageStepSpec.FromRegistry _,
          ImageStepSpec.FromDockerfile _,
          ImageStepSpec.AptInstall _,
          ImageStepSpec.Env _,
          ImageStepSpec.Workdir _,
          ImageStepSpec.AddLocal _,
          ImageStepSpec.ForceBuild _ ->
          true;
    };
  }

  private static boolean taken(StepNeeds needs) {
    return needs.volumes().isEmpty() && needs.gpu().isEmpty();
  }

  /// Adds a layer; gives its key.
  private static String add(List<Layer> layers, String parent, ImageStepSpec step, Work work) {
    LayerKey key = new LayerKey("layer").text(parent);
    switch (work) {
      case Work.Packages(List<String> names) -> key.text("packages").texts(names);
      case Work.Commands w -> {
        key.text("commands").texts(w.commands).text(w.workdir).texts(w.secrets);
        new TreeMap<>(w.env).forEach((name, value) -> key.text(name).text(value));
      }
      case Work.Files(List<LocalFile> files) -> key.text("files").files(files);
    }
    Layer layer = new Layer(key.hex(), step.text(), work);
    layers.add(layer);
    return layer.key;
  }
}
