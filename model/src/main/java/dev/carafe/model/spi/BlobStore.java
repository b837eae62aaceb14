package dev.carafe.model.spi;

import dev.carafe.model.id.BlobId;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/// Bytes by their content. A blob is written once and never changes; storing what is there already
/// is free.
public interface BlobStore {

  /// Whether the blob is here, whole.
  boolean has(BlobId blob);

  /// The blob as a read-only file of this host.
  Optional<Path> file(BlobId blob);

  /// Stores all bytes of a stream; durable when it returns.
  BlobId put(InputStream bytes);

  /// Stores all bytes of a stream that must have this id; anything else is refused and leaves
  /// nothing.
  void put(BlobId expected, InputStream bytes);
}
