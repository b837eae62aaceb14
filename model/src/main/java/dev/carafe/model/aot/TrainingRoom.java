package dev.carafe.model.aot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// A place where JVMs are started as an engine's containers start theirs: same Java, same class
/// path as they see it.
public interface TrainingRoom extends AutoCloseable {
  /// Where an engine makes its rooms.
  interface Maker {
    TrainingRoom open(AotTask task) throws IOException;
  }

  /// The folder of this host where the files of its JVMs end up.
  Path folder();

  /// How those JVMs call a file in it.
  String inside(String name);

  /// Runs the agent in its training mode with a few more flags, at low priority; whether it ended
  /// with 0 within the limit.
  boolean run(List<String> flags) throws IOException, InterruptedException;

  /// Ends a run, from any thread; later ones end at once.
  void stop();

  /// Removes it with all it holds.
  @Override
  void close() throws IOException;
}
