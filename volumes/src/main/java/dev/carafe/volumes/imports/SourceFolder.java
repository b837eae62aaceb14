package dev.carafe.volumes.imports;

import dev.carafe.model.file.OwnerOnly;
import dev.carafe.volumes.content.FileBlobStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// What is remembered of a bucket, wherever it is: which blobs its objects became, and the parts of
/// those that are on their way. All of it may be deleted while no import goes on.
record SourceFolder(Path folder) {
  private static final String KNOWN = "known";

  static SourceFolder of(ImportOrder order, Path imports) {
    String source = order.endpoint() + " " + order.bucket().name();
    return new SourceFolder(imports.resolve(hash(source)));
  }

  static List<SourceFolder> all(Path imports) throws IOException {
    try (Stream<Path> folders = Files.list(imports)) {
      return folders.map(SourceFolder::new).toList();
    } catch (NoSuchFileException _) {
      return List.of();
    }
  }

  private static String hash(String text) {
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
  }

  void create() throws IOException {
    Files.createDirectories(folder, OwnerOnly.FOLDER);
  }

  KnownObjects known() throws IOException {
    return KnownObjects.in(folder.resolve(KNOWN));
  }

  /// An object of other bytes has another place.
  PartialObject partial(BucketObject object) throws IOException {
    String name = hash(object.size() + " " + object.identity() + " " + object.key());
    return PartialObject.at(folder.resolve(name), object.size());
  }

  /// Forgets objects whose blobs are gone, and removes parts to which nothing was added since then;
  /// returns of how many objects.
  int sweep(FileBlobStore blobs, Instant since) throws IOException {
    int swept = 0;
    for (Path file : files()) {
      String name = file.getFileName().toString();
      if (name.equals(KNOWN)) {
        KnownObjects.in(file).sweep(blobs);
      } else if (!name.endsWith(PartialObject.MARKS) && !touched(file).isAfter(since)) {
        Files.deleteIfExists(file.resolveSibling(name + PartialObject.MARKS));
        Files.deleteIfExists(file);
        swept++;
      } else if (!Files.exists(file.resolveSibling(name.replace(PartialObject.MARKS, "")))) {
        Files.deleteIfExists(file); // its object became a blob, or was just removed
      }
    }
    try {
      Files.delete(folder);
    } catch (DirectoryNotEmptyException _) {
      // Something is remembered.
    }
    return swept;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static Instant touched(Path file) throws IOException {
    return Files.getLastModifiedTime(file).toInstant();
  }
}
