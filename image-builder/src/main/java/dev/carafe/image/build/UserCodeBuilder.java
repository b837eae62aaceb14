package dev.carafe.image.build;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/// Turns a target (a `.java` file, a Maven project directory, a jar, a class on a class path) into
/// class files and jars. What did not change since the last time is not done again. Threads and
/// processes may share a cache directory.
public final class UserCodeBuilder {
  private final List<Path> carafeApi;
  private final Path cache;
  private final Consumer<String> progress;

  /// `carafeApi` are the jars or folders user code compiles against; `cache` is a directory for
  /// class files and resolutions; `progress` hears a line before anything slow.
  public UserCodeBuilder(List<Path> carafeApi, Path cache, Consumer<String> progress) {
    this.carafeApi = List.copyOf(carafeApi);
    this.cache = cache;
    this.progress = progress;
  }

  /// Builds `target`; throws [dev.carafe.image.problem.UserCodeException] with all that is wrong.
  public UserCode build(String target) {
    throw new UnsupportedOperationException("build " + target + carafeApi + cache + progress);
  }
}
