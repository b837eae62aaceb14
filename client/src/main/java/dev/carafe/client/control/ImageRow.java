package dev.carafe.client.control;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// An image of an app (`kind` image), or what the engine keeps: a `base` or a `layer`. `image` is
/// the name of the definition (empty: the default one), of the base, or the step of the layer; `id`
/// is empty while an image has to be built. `bytes` of a layer are those it does not share;
/// `layers` count above the base; `usedBy` are versions.
public record ImageRow(
    String kind,
    String app,
    String image,
    String id,
    long bytes,
    int layers,
    List<String> usedBy,
    Optional<Instant> created) {
  public ImageRow {
    usedBy = List.copyOf(usedBy);
  }
}
