package dev.carafe.image.evaluate;

import dev.carafe.model.app.ImageSpec;
import dev.carafe.model.id.BlobId;
import java.nio.file.Path;
import java.util.Map;

/// An image and where its jars and local files lie on this machine.
public record ResolvedImage(ImageSpec spec, Map<BlobId, Path> files) {
  public ResolvedImage {
    files = Map.copyOf(files);
  }
}
