package dev.carafe.image.evaluate;

import dev.carafe.image.reach.ReachedCode;
import dev.carafe.model.app.ImageStepSpec;
import java.time.Instant;
import java.util.List;

/// From the lines that [Main] wrote to steps.
final class Steps {
  private static final int OPTIONS = 3;

  private Steps() {}

  static ImageStepSpec of(Line line, LocalFiles local, ReachedCode code) {
    List<String> words = line.arguments();
    return switch (line.word()) {
      case "debianSlim" -> new ImageStepSpec.DebianSlim();
      case "fromRegistry" -> new ImageStepSpec.FromRegistry(words.get(0), words.get(1));
      case "fromDockerfile" -> local.dockerfile(words.getFirst());
      case "aptInstall" -> new ImageStepSpec.AptInstall(words);
      case "runCommands" -> new ImageStepSpec.RunCommands(rest(words), needs(words));
      case "runFunction" -> {
        List<String> call = rest(words);
        String[] named = call.get(0).split("::", 2);
        yield new ImageStepSpec.RunFunction(
            call.get(0),
            call.get(1),
            call.subList(2, call.size()),
            code.key(named[0], named[1], call.get(1)),
            needs(words));
      }
      case "env" -> new ImageStepSpec.Env(words.get(0), words.get(1));
      case "workdir" -> local.workdir(words.getFirst());
      case "addLocalFile" -> local.file(words.get(0), words.get(1));
      case "addLocalDir" -> local.folder(words.get(0), words.get(1));
      case "forceBuild" -> new ImageStepSpec.ForceBuild(Instant.now().toString());
      default -> throw new IllegalStateException("an unknown step: " + line);
    };
  }

  static List<String> rest(List<String> words) {
    return words.subList(OPTIONS, words.size());
  }

  private static ImageStepSpec.StepNeeds needs(List<String> words) {
    return new ImageStepSpec.StepNeeds(list(words.get(0)), list(words.get(1)), list(words.get(2)));
  }

  private static List<String> list(String lines) {
    return lines.lines().toList();
  }
}
