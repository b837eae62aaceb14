package dev.carafe.client.hub;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The folder that a snapshot is put into, and what is known about its files, kept below it. No
/// name that a hub sends leads out of it, also not through a link.
final class SnapshotFolder {
  private static final String KNOWN = ".cache/huggingface";
  private static final String INCOMPLETE = ".incomplete";
  private static final int KEY = 40;

  private final Path root;
  private final Path known;

  SnapshotFolder(Path root) {
    this.root = root.toAbsolutePath().normalize();
    this.known = this.root.resolve(KNOWN).resolve("download");
  }

  Path root() {
    return root;
  }

  /// Refuses names that cannot all be files here, before anything is written.
  void check(List<String> names) {
    Map<String, String> taken = new HashMap<>();
    for (String name : names) {
      Path _ = file(name);
      String other = taken.put(name.toLowerCase(Locale.ROOT), name);
      if (other != null) {
        throw new HubException(
            "The hub names the files \"%s\" and \"%s\", which are one on many disks. Leave one out"
                    .formatted(other, name)
                + " with ignore(…).");
      }
    }
    for (String name : names) {
      String lower = name.toLowerCase(Locale.ROOT);
      for (int slash = lower.indexOf('/'); slash >= 0; slash = lower.indexOf('/', slash + 1)) {
        @Nullable String file = taken.get(lower.substring(0, slash));
        if (file != null) {
          throw new HubException(
              "The hub names \"%s\", and \"%s\" below it: it cannot be a file and a folder. Leave"
                      .formatted(file, name)
                  + " one out with ignore(…).");
        }
      }
    }
  }

  /// Where a file of the repository goes.
  Path file(String name) {
    if (!isPlain(name) || isReserved(name.toLowerCase(Locale.ROOT))) {
      throw new HubException(
          "The hub names a file \"%s\", which would not lie in %s. Nothing of it was written."
              .formatted(shown(name), root));
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

  private static boolean isReserved(String name) {
    return name.startsWith(KNOWN + "/") || (KNOWN + "/").startsWith(name + "/");
  }

  /// Without what a terminal would obey.
  private static String shown(String name) {
    return name.replaceAll("\\p{Cntrl}", "?");
  }

  private static boolean isPlain(String name) {
    if (name.isEmpty()
        || name.contains("\\")
        || !shown(name).equals(name)
        || name.startsWith("/")
        || name.endsWith("/")) {
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
    Files.createDirectories(known);
    return known.resolve(key(name) + "." + etag.key() + INCOMPLETE);
  }

  /// Makes a whole file visible under its name.
  void publish(Path part, String name) throws IOException {
    Path file = file(name);
    Files.createDirectories(file.getParent());
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private Path metadata(String name) {
    return known.resolve(key(name) + ".metadata");
  }

  /// Of one length, and its own whatever other names there are: names themselves could be too long
  /// with an ending, or meet with it.
  private static String key(String name) {
    return Etag.sha256(name).substring(0, KEY);
  }

  /// Removes what gathered of other contents of files that are whole now.
  void sweep(List<String> names) {
    if (!Files.isDirectory(known)) {
      return;
    }
    Set<String> keys = names.stream().map(SnapshotFolder::key).collect(Collectors.toSet());
    try (DirectoryStream<Path> parts = Files.newDirectoryStream(known, "*" + INCOMPLETE + "*")) {
      for (Path part : parts) {
        if (keys.contains(part.getFileName().toString().substring(0, KEY))) {
          Files.delete(part);
        }
      }
    } catch (IOException e) {
      throw new HubException(
          "What is left of older downloads cannot be removed from %s: %s"
              .formatted(root, DiskTrouble.words(e, root)),
          e);
    }
  }
}
