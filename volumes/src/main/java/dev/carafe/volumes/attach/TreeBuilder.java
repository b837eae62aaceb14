package dev.carafe.volumes.attach;

import dev.carafe.volumes.content.FileBlobStore;
import dev.carafe.volumes.version.Entry;
import dev.carafe.volumes.version.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;

/// Lays out one version as a directory. Used once, by one thread.
final class TreeBuilder {
  private final FileBlobStore blobs;
  private final TreeKind kind;
  private final Path root;

  TreeBuilder(FileBlobStore blobs, TreeKind kind, Path root) {
    this.blobs = blobs;
    this.kind = kind;
    this.root = root;
  }

  void build(Manifest manifest) throws IOException {
    Files.createDirectory(root);
    Files.setAttribute(root, "unix:mode", 0755);
    List<Entry.Directory> directories = new ArrayList<>();
    for (Entry entry : manifest.entries()) {
      Path at = root.resolve(entry.path());
      switch (entry) {
        case Entry.Directory directory -> {
          Files.createDirectory(at);
          directories.add(directory);
        }
        case Entry.Symlink link -> Files.createSymbolicLink(at, Path.of(link.target()));
        case Entry.File file -> file(file, at);
      }
    }
    // Modes may forbid writing, and writing changes times: from the leaves up, when all is there.
    for (Entry.Directory directory : directories.reversed()) {
      finish(directory, root.resolve(directory.path()));
    }
  }

  private void file(Entry.File file, Path at) throws IOException {
    switch (kind) {
      case LINKS -> blobs.link(file.blob(), (file.mode() & 0111) != 0, at);
      case LAYERED -> {
        LayeredFile.create(at, file.size(), blobs.relative(file.blob()));
        finish(file, at);
      }
    }
  }

  private static void finish(Entry entry, Path at) throws IOException {
    Files.setLastModifiedTime(at, FileTime.from(entry.modified()));
    Files.setAttribute(at, "unix:mode", entry.mode());
  }

  /// The mode that a container sees for an entry.
  static int shownMode(TreeKind kind, Entry entry) {
    return switch (entry) {
      case Entry.File file when kind == TreeKind.LINKS -> (file.mode() & 0111) != 0 ? 0555 : 0444;
      case Entry.File file -> file.mode();
      case Entry.Directory directory -> directory.mode();
      case Entry.Symlink link -> link.mode();
    };
  }
}
