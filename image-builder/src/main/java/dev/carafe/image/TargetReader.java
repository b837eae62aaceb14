package dev.carafe.image;

import dev.carafe.image.evaluate.ResolvedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/// From a target on the command line to apps that can be deployed: what `run`, `deploy` and `dev`
/// start with. Safe to use from several threads.
public final class TargetReader {

  /// `carafeApi` are the jars or folders user code compiles against, `cache` a directory that may
  /// be shared between processes and deleted at any time; `progress` hears a line before anything
  /// slow.
  public TargetReader(List<Path> carafeApi, Path cache, Consumer<String> progress) {}

  /// Builds and reads `target` (without `::NAME`). Throws
  /// [dev.carafe.image.problem.UserCodeException] with all that is wrong.
  public ReadTarget read(String target) {
    throw new UnsupportedOperationException("read " + target);
  }

  /// The images that the services of the target's apps name, none for the default image. Runs the
  /// image definitions in a child JVM unless the cache knows the answer.
  public List<ResolvedImage> images(ReadTarget target) {
    throw new UnsupportedOperationException("images " + target);
  }
}
