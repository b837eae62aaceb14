package dev.carafe.volumes.attach;

import dev.carafe.model.file.ContainerUser;
import dev.carafe.model.file.Removal;
import dev.carafe.model.id.BlobId;
import dev.carafe.model.spi.VolumeHeads.VolumeVersion;
import dev.carafe.volumes.content.FileBlobStore;
import dev.carafe.volumes.content.StorageException;
import dev.carafe.volumes.version.VolumeStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Immutable trees of versions, `trees/<manifest>.<kind>`, each made once and shared by all
/// containers, whose user owns them. They are a cache: what may not have reached the disk before a
/// crash of the machine is made again. Safe for use by many threads.
final class Trees {
  private static final int BASES_TRIED = 100;
  private static final String HALF_MADE = "building-";
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  private final Path directory;
  private final FileBlobStore blobs;
  private final VolumeStore volumes;
  private final TreeKind kind;
  private final ContainerUser user;
  private final Map<BlobId, Object> building = new HashMap<>();

  private Trees(
      Path directory, FileBlobStore blobs, VolumeStore volumes, TreeKind kind, ContainerUser user) {
    this.directory = directory;
    this.blobs = blobs;
    this.volumes = volumes;
    this.kind = kind;
    this.user = user;
  }

  static Trees open(FileBlobStore blobs, VolumeStore volumes, TreeKind kind, ContainerUser user)
      throws IOException {
    Path directory = Files.createDirectories(blobs.directory().resolve("trees"));
    Path bootFile = directory.resolve("boot");
    String boot = Files.isReadable(BOOT_ID) ? Files.readString(BOOT_ID) : "unknown";
    if (!Files.exists(bootFile) || !Files.readString(bootFile).equals(boot)) {
      Removal.contentsOf(directory);
      Files.writeString(bootFile, boot);
    }
    sweepHalfMade(directory);
    return new Trees(directory, blobs, volumes, kind, user);
  }

  /// What a process that was killed had begun to make, or to remove.
  private static void sweepHalfMade(Path directory) throws IOException {
    for (Path path : listed(directory)) {
      if (path.getFileName().toString().startsWith(HALF_MADE)) {
        Removal.tree(path);
      }
    }
  }

  private static List<Path> listed(Path directory) throws IOException {
    try (Stream<Path> listed = Files.list(directory)) {
      return listed.toList();
    }
  }

  TreeKind kind() {
    return kind;
  }

  ContainerUser user() {
    return user;
  }

  /// The version's tree; it is made first when it is not there.
  Path tree(VolumeVersion version) {
    Path tree = place(version.manifest());
    if (isThere(tree)) {
      return tree;
    }
    synchronized (lock(version.manifest())) {
      if (!isThere(tree)) {
        build(version, tree);
      }
    }
    return tree;
  }

  private Path place(BlobId manifest) {
    return directory.resolve(manifest.sha256() + suffix());
  }

  private static boolean isThere(Path tree) {
    return Files.isDirectory(tree, LinkOption.NOFOLLOW_LINKS);
  }

  private Object lock(BlobId manifest) {
    synchronized (building) {
      return building.computeIfAbsent(manifest, _ -> new Object());
    }
  }

  private String suffix() {
    String owner = user.equals(ContainerUser.ofServer()) ? "" : "." + user;
    return switch (kind) {
      case LINKS -> ".links" + owner;
      case LAYERED -> ".layered" + owner;
    };
  }

  /// The newest other version that is laid out already: most of its files will be the same.
  private Optional<TreeBuilder.Basis> basis(VolumeVersion version) {
    return volumes.versions(version.volume()).stream()
        .limit(BASES_TRIED)
        .filter(other -> !other.manifest().equals(version.manifest()))
        .filter(other -> isThere(place(other.manifest())))
        .findFirst()
        .map(other -> new TreeBuilder.Basis(place(other.manifest()), volumes.manifest(other)));
  }

  private void build(VolumeVersion version, Path tree) {
    Path building = directory.resolve(HALF_MADE + tree.getFileName());
    try {
      Removal.tree(building);
      new TreeBuilder(blobs, kind, user, building, basis(version)).build(volumes.manifest(version));
      Files.move(building, tree, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      try {
        Removal.tree(building);
      } catch (IOException left) {
        e.addSuppressed(left);
      }
      throw StorageException.of("Laying out a version at " + tree, e);
    }
  }

  /// Removes the trees of all other versions.
  int keepOnly(Set<BlobId> manifests) throws IOException {
    int removed = 0;
    for (Path path : listed(directory)) {
      String name = path.getFileName().toString();
      if (name.length() > 64 && !name.startsWith(HALF_MADE)) {
        BlobId manifest = new BlobId(name.substring(0, 64));
        if (!manifests.contains(manifest)) {
          synchronized (lock(manifest)) {
            remove(path);
          }
          removed++;
        }
      }
    }
    return removed;
  }

  /// Out of sight first, so that half a tree is never taken for a whole one.
  private void remove(Path tree) throws IOException {
    Path going = directory.resolve(HALF_MADE + tree.getFileName());
    Removal.tree(going);
    Files.move(tree, going, StandardCopyOption.ATOMIC_MOVE);
    Removal.tree(going);
  }
}
