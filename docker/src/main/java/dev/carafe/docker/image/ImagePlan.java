package dev.carafe.docker.image;

import dev.carafe.model.app.ImageSpec;
import dev.carafe.model.app.ImageStepSpec;
import dev.carafe.model.app.ImageStepSpec.RunFunction;
import dev.carafe.model.app.ImageStepSpec.StepNeeds;
import dev.carafe.model.app.LocalFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What has to be there for an image: layers in order, each with a key that says all that goes into
/// it, the layers below included. Equal steps on an equal base have equal keys; nothing else has.
record ImagePlan(List<Layer> layers) {

  /// What programs of a step find around them.
  record Setting(Map<String, String> env, String workdir) {
    static final Setting NONE = new Setting(Map.of(), "");

    Setting {
      env = Map.copyOf(env);
    }
  }

  /// What a layer is made of.
  sealed interface Work {
    record Packages(List<String> names) implements Work {}

    /// Shell commands; of secrets only the names are known here.
    record Commands(List<String> commands, Setting setting, StepNeeds needs) implements Work {}

    record Call(RunFunction function, Setting setting) implements Work {}

    record Files(List<LocalFile> files) implements Work {}

    /// A folder that the containers' user is to have.
    record Workdir(String path) implements Work {}
  }

  /// `step` is the text of its step, for people.
  record Layer(String key, String step, Work work) {}

  ImagePlan {
    layers = List.copyOf(layers);
  }

  /// The layers above a base, which is known by its id.
  static ImagePlan of(ImageSpec image, String baseId, Belongings belongings) {
    List<Layer> layers = new ArrayList<>();
    Map<String, String> env = new TreeMap<>();
    String workdir = "";
    String parent = new LayerKey("base").text(baseId).text(belongings.key()).hex();
    for (ImageStepSpec step : image.steps()) {
      Setting setting = new Setting(env, workdir);
      switch (step) {
        case ImageStepSpec.Env(String key, String value) -> env.put(key, value);
        case ImageStepSpec.Workdir s -> {
          workdir = s.path();
          if (belongings.has(workdir)) {
            parent = add(layers, parent, s, new Work.Workdir(workdir));
          }
        }
        case ImageStepSpec.ForceBuild(String stamp) ->
            parent = new LayerKey("force").text(parent).text(stamp).hex();
        case ImageStepSpec.AptInstall s ->
            parent =
                add(layers, parent, s, new Work.Packages(s.packages().stream().sorted().toList()));
        case ImageStepSpec.RunCommands s ->
            parent = add(layers, parent, s, new Work.Commands(s.commands(), setting, s.needs()));
        case ImageStepSpec.RunFunction s ->
            parent = add(layers, parent, s, new Work.Call(s, setting));
        case ImageStepSpec.AddLocal s -> parent = add(layers, parent, s, new Work.Files(s.files()));
        case ImageStepSpec.DebianSlim _,
            ImageStepSpec.FromRegistry _,
            ImageStepSpec.FromDockerfile _ -> {}
      }
    }
    return new ImagePlan(layers);
  }

  /// Adds a layer; gives its key.
  private static String add(List<Layer> layers, String parent, ImageStepSpec step, Work work) {
    LayerKey key = new LayerKey("layer").text(parent);
    switch (work) {
      case Work.Packages(List<String> names) -> key.text("packages").texts(names);
      case Work.Commands w ->
          key.text("commands").texts(w.commands).setting(w.setting).needs(w.needs);
      case Work.Call(RunFunction f, Setting setting) ->
          key.text("call")
              .text(f.function())
              .text(f.descriptor())
              .texts(f.arguments())
              .text(f.code())
              .text("java " + Runtime.version().feature() + ", UTF-8")
              .setting(setting)
              .needs(f.needs());
      case Work.Files(List<LocalFile> files) -> key.text("files").files(files);
      case Work.Workdir(String path) -> key.text("workdir").text(path);
    }
    Layer layer = new Layer(key.hex(), step.text(), work);
    layers.add(layer);
    return layer.key;
  }
}
