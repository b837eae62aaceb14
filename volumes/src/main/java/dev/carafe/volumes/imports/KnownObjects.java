package dev.carafe.volumes.imports;

import dev.carafe.model.file.OwnerOnly;
import dev.carafe.model.id.BlobId;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
      String key = URLDecoder.decode(parts[3], StandardCharsets.UTF_8);
      known.put(parts[1] + " " + parts[2] + " " + key, new BlobId(parts[0]));
    }
  }

  private static String identity(BucketObject object) {
    return object.size() + " " + encoded(object.identity()) + " " + object.key();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
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
          lines
              .append(blob.sha256())
              .append(' ')
              .append(object.size())
              .append(' ')
              .append(encoded(object.identity()))
              .append(' ')
              .append(encoded(object.key()))
              .append(" .\n");
        });
    Files.writeString(file, lines, StandardOpenOption.APPEND);
  }
}
