package dev.carafe.client.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The folder that a snapshot is put into, and what is known about its files, kept below it. No
/// name that a hub sends leads out of it, also not through a link.
final class SnapshotFolder {
  private static final String KNOWN = ".cache/huggingface";

  private final Path root;
  private final Path known;

  SnapshotFolder(Path root) {
    this.root = root.toAbsolutePath().normalize();
    this.known = this.root.resolve(KNOWN).resolve("download");
  }

  Path root() {
    return root;
  }

  /// Where a file of the repository goes.
  Path file(String name) {
    if (!isPlain(name) || name.equals(KNOWN) || name.startsWith(KNOWN + "/")) {
      throw new HubException(
          "The hub names a file \"%s\", which would not lie in %s. Nothing of it was written."
              .formatted(name, root));
    }
    Path file = root.resolve(name);
    for (Path folder = root; !folder.equals(file.getParent()); ) {
      folder = folder.resolve(folder.relativize(file).getName(0));
      if (Files.isSymbolicLink(folder)) {
        throw new HubException(
            "%s cannot be written: %s is a link. Remove the link.".formatted(file, folder));
      }
    }
    if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new HubException(
          "%s cannot be written: there is a folder of that name. Remove it.".formatted(file));
    }
    return file;
  }

  private static boolean isPlain(String name) {
    if (name.isEmpty() || name.contains("\\") || name.startsWith("/") || name.endsWith("/")) {
      return false;
    }
    try {
      return !Path.of(name).isAbsolute()
          && List.of(name.split("/")).stream()
              .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
    } catch (InvalidPathException _) {
      return false;
    }
  }

  Optional<FileMetadata> known(String name) throws IOException {
    return FileMetadata.read(metadata(name));
  }

  /// The file is there, checked, at this commit.
  void remember(String name, String commit, Etag etag) throws IOException {
    Path metadata = metadata(name);
    Files.createDirectories(metadata.getParent());
    long size = Files.size(file(name));
    Path next = metadata.resolveSibling(metadata.getFileName() + ".new");
    Files.writeString(next, new FileMetadata(commit, etag, Instant.now(), size).text());
    Files.move(next, metadata, StandardCopyOption.ATOMIC_MOVE);
  }

  /// Where the bytes of a file gather that is not whole yet.
  Path incomplete(String name, Etag etag) throws IOException {
    Path part = known.resolve(name + "." + etag.key() + ".incomplete");
    Files.createDirectories(part.getParent());
    return part;
  }

  /// Makes a whole file visible under its name.
  void publish(Path part, String name) throws IOException {
    Path file = file(name);
    Files.createDirectories(file.getParent());
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private Path metadata(String name) {
    return known.resolve(name + ".metadata");
  }
}
