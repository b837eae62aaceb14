package dev.carafe.volumes.imports;

import dev.carafe.model.file.OwnerOnly;
import dev.carafe.model.id.BlobId;
import dev.carafe.volumes.content.FileBlobStore;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Which blobs the objects of one bucket became, a line each. A line is written once its blob is
/// durable, so that an import that was broken off goes on where it was; a torn line is ignored, and
/// the whole may be deleted at any time. Safe for use by many threads.
final class KnownObjects {
  private final Path file;
  private final Map<String, BlobId> known = new HashMap<>();

  private KnownObjects(Path file) {
    this.file = file;
  }

  static KnownObjects in(Path file) throws IOException {
    KnownObjects objects = new KnownObjects(file);
    if (Files.exists(file)) {
      Files.readAllLines(file).forEach(objects::read);
    }
    return objects;
  }

  private void read(String line) {
    String[] parts = line.split(" ", -1);
    if (parts.length == 5 && parts[0].matches("[0-9a-f]{64}") && parts[4].equals(".")) {
      known.put(parts[1] + " " + parts[2] + " " + parts[3], new BlobId(parts[0]));
    }
  }

  /// Forgets the objects whose blobs are gone.
  synchronized void sweep(FileBlobStore blobs) throws IOException {
    if (known
        .values()
        .removeIf(blob -> !Files.exists(blobs.blobs().resolve(blobs.relative(blob))))) {
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      Files.deleteIfExists(fresh);
      Files.createFile(fresh, OwnerOnly.FILE);
      StringBuilder lines = new StringBuilder();
      known.forEach((identity, blob) -> lines.append(line(identity, blob)));
      Files.writeString(fresh, lines, StandardOpenOption.APPEND);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }
    if (known.isEmpty()) {
      Files.deleteIfExists(file);
    }
  }

  private static String identity(BucketObject object) {
    return object.size() + " " + encoded(object.identity()) + " " + encoded(object.key());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String line(String identity, BlobId blob) {
    return "%s %s .\n".formatted(blob.sha256(), identity);
  }

  synchronized Optional<BlobId> blob(BucketObject object) {
    return Optional.ofNullable(known.get(identity(object)));
  }

  synchronized void add(Map<BucketObject, BlobId> stored) throws IOException {
    StringBuilder lines = new StringBuilder();
    if (!Files.exists(file)) {
      Files.createFile(file, OwnerOnly.FILE);
    }
    stored.forEach(
        (object, blob) -> {
          known.put(identity(object), blob);
          lines.append(line(identity(object), blob));
        });
    Files.writeString(file, lines, StandardOpenOption.APPEND);
  }
}
