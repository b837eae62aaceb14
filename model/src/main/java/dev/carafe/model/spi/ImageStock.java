package dev.carafe.model.spi;

import dev.carafe.model.app.ImageSpec;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// What an engine keeps of images, for people who look and clean up. All methods throw
/// [EngineException] when the engine does not answer. Safe for use by many threads.
public interface ImageStock {

  /// How a base was had.
  enum Origin {
    FOUND,
    PULLED,
    MADE
  }

  /// The default base.
  record Base(String name, String id, long bytes, Origin origin) {}

  /// One image of the engine. `key` is a layer's, empty of a base; `what` is the step that made it,
  /// or a base's name; `ownBytes` are those that the image below does not have.
  record Stored(
      String key,
      String what,
      String id,
      long bytes,
      long ownBytes,
      Instant created,
      boolean builtHere) {}

  /// How an image that is to be stands: `top` is there when nothing has to be built. `keys` name
  /// its layers above the base, the lowest first; without a base none is known.
  record Standing(Optional<Stored> top, List<String> keys) {}

  /// The output of a layer's last build by this server. `lines` are its first ones where it printed
  /// more than is kept; `end` is empty while it is built.
  record Log(
      String key, String image, String step, Instant started, List<String> lines, String end) {}

  /// What was removed, or would be; `inUse` could not be, as containers or images of others stand
  /// on it, and `spared` was built by other servers.
  record Pruned(List<Stored> removed, List<Stored> inUse, List<Stored> spared) {}

  /// Makes or finds the default base.
  Base base(Consumer<String> lines);

  Standing standing(ImageSpec image);

  /// All bases and layers in the engine.
  List<Stored> stored();

  /// Of these layers, in this order, as far as they are kept.
  List<Log> logs(List<String> keys);

  /// All that are kept, the newest first.
  List<Log> logs();

  /// Removes the layers that none of these images needs, with the `others`' ones too if wanted.
  Pruned prune(Collection<ImageSpec> needed, boolean others, boolean dryRun);
}
