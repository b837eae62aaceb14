package dev.carafe.volumes.attach;

import dev.carafe.model.file.ContainerUser;
import dev.carafe.model.file.Removal;
import dev.carafe.model.id.BlobId;
import dev.carafe.model.spi.VolumeHeads.VolumeVersion;
import dev.carafe.volumes.content.FileBlobStore;
import dev.carafe.volumes.content.StorageException;
import dev.carafe.volumes.version.Delta;
import dev.carafe.volumes.version.Manifest;
import dev.carafe.volumes.version.VolumeStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Immutable trees of versions, `trees/<manifest>.<kind>`, each made once and shared by all
/// containers, whose user owns them. They are a cache: what may not have reached the disk before a
/// crash of the machine is made again.
///
/// A container that runs and is to see a newer version gets, where [Layering] has it so, a layer of
/// what differs above the tree it has: `trees/<manifest>.<kind>+<manifest of the tree>`. Safe for
/// use by many threads.
final class Trees {
  private static final int BASES_TRIED = 100;
  private static final String HALF_MADE = "building-";
  private static final String ABOVE = "+";

  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  private final Path directory;
  private final FileBlobStore blobs;
  private final VolumeStore volumes;
  private final TreeKind kind;
  private final ContainerUser user;
  private final Layering layering;
  private final Map<BlobId, Object> building = new HashMap<>();

  private Trees(
      Path directory,
      FileBlobStore blobs,
      VolumeStore volumes,
      TreeKind kind,
      ContainerUser user,
      Layering layering) {
    this.directory = directory;
    this.blobs = blobs;
    this.volumes = volumes;
    this.kind = kind;
    this.user = user;
    this.layering = layering;
  }

  static Trees open(
      FileBlobStore blobs,
      VolumeStore volumes,
      TreeKind kind,
      ContainerUser user,
      Layering layering)
      throws IOException {
    Path directory = Files.createDirectories(blobs.directory().resolve("trees"));
    Path bootFile = directory.resolve("boot");
    String boot = Files.isReadable(BOOT_ID) ? Files.readString(BOOT_ID) : "unknown";
    if (!Files.exists(bootFile) || !Files.readString(bootFile).equals(boot)) {
      Removal.contentsOf(directory);
      Files.writeString(bootFile, boot);
    }
    sweepHalfMade(directory);
    return new Trees(directory, blobs, volumes, kind, user, layering);
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

  /// A version's tree, or an earlier one with a layer of `changes` that make it that version.
  record Layers(Path tree, Optional<Path> changes) {}

  /// The version for a container that shows another one, whichever way is quicker.
  Layers layers(VolumeVersion version, VolumeVersion shown) {
    if (!isThere(place(version.manifest()))) {
      Optional<BlobId> made = below(version.manifest());
      if (made.isPresent()) {
        return above(made.get(), version.manifest());
      }
      Optional<BlobId> base =
          below(shown.manifest())
              .or(() -> Optional.of(shown.manifest()).filter(tree -> isThere(place(tree))));
      if (base.isPresent() && makeLayer(base.get(), version)) {
        return above(base.get(), version.manifest());
      }
    }
    return new Layers(tree(version), Optional.empty());
  }

  private Layers above(BlobId base, BlobId manifest) {
    return new Layers(place(base), Optional.of(layer(base, manifest)));
  }

  private Path layer(BlobId base, BlobId manifest) {
    return directory.resolve(manifest.sha256() + suffix() + ABOVE + base.sha256());
  }

  /// Of which version the tree is that a layer for this one stands on, if there is a layer.
  Optional<BlobId> below(BlobId manifest) {
    String start = manifest.sha256() + suffix() + ABOVE;
    try (Stream<Path> listed = Files.list(directory)) {
      return listed
          .map(path -> path.getFileName().toString())
          .filter(name -> name.startsWith(start))
          .map(name -> new BlobId(name.substring(start.length())))
          .filter(base -> isThere(place(base)))
          .findFirst();
    } catch (IOException e) {
      throw StorageException.of("Looking for trees in " + directory, e);
    }
  }

  /// Makes a layer if that is worth it.
  private boolean makeLayer(BlobId base, VolumeVersion version) {
    Manifest manifest = volumes.manifest(version);
    if (!layering.suits(manifest)) {
      return false;
    }
    Delta changes = volumes.manifest(base).changesTo(manifest);
    if (!layering.suits(manifest, changes, kind)) {
      return false;
    }
    Path layer = layer(base, version.manifest());
    synchronized (lock(version.manifest())) {
      if (!isThere(layer)) {
        make(layer, builder -> builder.buildChanges(changes, manifest), Optional.empty());
      }
    }
    return true;
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
    // No colon, which parts the layers of an overlay.
    boolean plain = user.equals(ContainerUser.ofServer());
    String owner = plain ? "" : ".%d-%d".formatted(user.uid(), user.gid());
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
    Manifest manifest = volumes.manifest(version);
    make(tree, builder -> builder.build(manifest), basis(version));
  }

  private interface Building {
    void with(TreeBuilder builder) throws IOException;
  }

  private void make(Path tree, Building what, Optional<TreeBuilder.Basis> basis) {
    Path building = directory.resolve(HALF_MADE + tree.getFileName());
    try {
      Removal.tree(building);
      what.with(new TreeBuilder(blobs, kind, user, building, basis));
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

  /// The versions whose trees layers stand on that are there: what a container has of them next is
  /// told from these.
  Set<BlobId> bases() {
    try {
      return listed(directory).stream()
          .map(path -> path.getFileName().toString())
          .filter(name -> name.contains(ABOVE) && !name.startsWith(HALF_MADE))
          .map(name -> new BlobId(name.substring(name.indexOf(ABOVE) + ABOVE.length())))
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw StorageException.of("Looking for layers in " + directory, e);
    }
  }

  /// Removes the trees of all versions but the `attached` ones, with what their layers stand on,
  /// and the `newest`; and the layers of all but the attached ones.
  int keepOnly(Set<BlobId> attached, Set<BlobId> newest) throws IOException {
    Set<BlobId> kept = new HashSet<>(newest);
    kept.addAll(attached);
    attached.forEach(manifest -> below(manifest).ifPresent(kept::add));
    int removed = 0;
    for (Path path : listed(directory)) {
      String name = path.getFileName().toString();
      if (name.length() > 64 && !name.startsWith(HALF_MADE)) {
        BlobId manifest = new BlobId(name.substring(0, 64));
        if (!(name.contains(ABOVE) ? attached : kept).contains(manifest)) {
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
