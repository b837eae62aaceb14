package dev.carafe.volumes.attach;

import static dev.carafe.volumes.version.VolumeException.Kind.INVALID;
import static dev.carafe.volumes.version.VolumeException.Kind.NOT_FOUND;

import dev.carafe.model.app.MountSpec;
import dev.carafe.model.file.ContainerUser;
import dev.carafe.model.file.Removal;
import dev.carafe.model.id.BlobId;
import dev.carafe.model.id.ContainerId;
import dev.carafe.model.spi.VolumeAttachment;
import dev.carafe.model.spi.VolumeHeads.VolumeVersion;
import dev.carafe.volumes.content.FileBlobStore;
import dev.carafe.volumes.content.StorageException;
import dev.carafe.volumes.version.Change;
import dev.carafe.volumes.version.Entry;
import dev.carafe.volumes.version.Manifest;
import dev.carafe.volumes.version.VolumeException;
import dev.carafe.volumes.version.VolumePath;
import dev.carafe.volumes.version.VolumeStore;
import dev.carafe.volumes.version.VolumeUsers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// Volumes in containers. A container gets the newest version as an immutable tree and a directory
/// for its own writes above it, to be mounted as one overlay; commits read that directory. Safe for
/// use by many threads.
public final class VolumeAttachments {
  private final Path run;
  private final Attached.Parts parts;
  private final VolumeUsers users;
  private final Map<Key, Attached> attached = new ConcurrentHashMap<>();
  private final Object attaching = new Object();

  private record Key(ContainerId container, String volume) {}

  private VolumeAttachments(Path run, Attached.Parts parts, VolumeUsers users) {
    this.run = run;
    this.parts = parts;
    this.users = users;
  }

  /// Opens the attachments in the data directory of the blobs, for containers of a user. Follow it
  /// with [#recover].
  public static VolumeAttachments open(
      FileBlobStore blobs,
      VolumeStore volumes,
      VolumeUsers users,
      TreeKind kind,
      ContainerUser user,
      Clock clock) {
    return open(blobs, volumes, users, kind, user, clock, Layering.DEFAULT);
  }

  static VolumeAttachments open(
      FileBlobStore blobs,
      VolumeStore volumes,
      VolumeUsers users,
      TreeKind kind,
      ContainerUser user,
      Clock clock,
      Layering layering) {
    Path data = blobs.directory();
    if (data.toString().matches(".*[:,\\\\].*")) {
      throw new IllegalArgumentException(
          "the data directory %s has ':', ',' or '\\' in its path, which no overlay mount can name;"
                  .formatted(data)
              + " choose another one");
    }
    try {
      Path run = Files.createDirectories(data.resolve("run"));
      Trees trees = Trees.open(blobs, volumes, kind, user, layering);
      return new VolumeAttachments(run, new Attached.Parts(blobs, volumes, trees, clock), users);
    } catch (IOException e) {
      throw StorageException.of("Opening the attachments in " + data, e);
    }
  }

  /// The newest version for a container to mount. Throws [VolumeException] NOT_FOUND when the
  /// Volume or the sub-path is missing and may not be made, INVALID when the container has the
  /// Volume already.
  public VolumeAttachment attach(ContainerId container, MountSpec mount) {
    String subPath = VolumePath.normal(mount.subPath());
    String by = name(container);
    if (mount.createIfMissing()) {
      parts.volumes().createIfMissing(mount.volume(), by);
    }
    ensureDirectory(mount, subPath, by);
    try {
      Attached fresh = begin(container, mount, subPath);
      return fresh.attachment();
    } catch (IOException e) {
      throw StorageException.of(
          "Attaching the Volume %s to container %s".formatted(mount.volume(), container), e);
    }
  }

  private static String name(ContainerId container) {
    return "container " + container;
  }

  private Attached begin(ContainerId container, MountSpec mount, String subPath)
      throws IOException {
    Key key = new Key(container, mount.volume());
    // Head and attachment are one step for whoever asks which manifests are in use.
    synchronized (attaching) {
      if (attached.containsKey(key)) {
        throw new VolumeException(
            INVALID,
            "the Volume %s is mounted twice in container %s; mount it once"
                .formatted(mount.volume(), container));
      }
      VolumeVersion head = parts.volumes().head(mount.volume());
      Attached fresh = Attached.begin(container, mount, subPath, head, runOf(key), parts);
      attached.put(key, fresh);
      users.add(mount.volume(), container.value());
      return fresh;
    }
  }

  private RunDirectory runOf(Key key) {
    Path directory = run.resolve(key.container().value()).resolve(key.volume()).normalize();
    if (!directory.startsWith(run) || directory.getNameCount() != run.getNameCount() + 2) {
      throw new IllegalArgumentException("not the name of a container: " + key.container());
    }
    return new RunDirectory(directory);
  }

  private void ensureDirectory(MountSpec mount, String subPath, String by) {
    VolumeVersion head = parts.volumes().head(mount.volume());
    if (subPath.isEmpty()) {
      return;
    }
    Manifest manifest = parts.volumes().manifest(head);
    if (manifest.hasDirectory(subPath)) {
      return;
    }
    if (manifest.entry(subPath).isPresent()) {
      throw new VolumeException(
          INVALID,
          "the sub-path %s of the Volume %s is a file; mount the directory it is in"
              .formatted(subPath, mount.volume()));
    }
    if (mount.readOnly()) {
      throw new VolumeException(
          NOT_FOUND,
          "the Volume %s has no directory %s to mount; put it there first, or mount it writable"
              .formatted(mount.volume(), subPath));
    }
    Entry made = new Entry.Directory(subPath, 0755, parts.clock().instant());
    parts.volumes().commit(mount.volume(), List.of(new Change.Put(made)), false, by);
  }

  /// Whether the container may have changes to commit. Costs a walk over what it wrote.
  public boolean dirty(ContainerId container, String volume) {
    return onDisk("Looking for changes to", container, volume, Attached::dirty);
  }

  /// Makes all changes of a running container since its last commit one new version. Files may be
  /// written to meanwhile; each is stored as it was at one moment, or is left to the next commit.
  public VolumeCommit commit(ContainerId container, String volume) {
    return onDisk("Committing", container, volume, one -> one.commit(false));
  }

  /// Commits all Volumes of a container whose processes have ended. What it wrote is taken, not
  /// copied; the container's view is not to be used after. Follow it with [#detach].
  public List<VolumeCommit> finalCommit(ContainerId container) {
    List<VolumeCommit> commits = new ArrayList<>();
    for (Attached one : of(container)) {
      commits.add(onDisk("Committing", container, one.volume(), last -> last.commit(true)));
    }
    return commits;
  }

  /// A view of the newest version, with this container's uncommitted changes above it, to be
  /// mounted in place of the present one; empty when there is nothing newer. What the container
  /// writes between this and [#reloaded] to files it has not open now may be lost, so it should not
  /// write. May be called again when mounting failed.
  public Optional<VolumeAttachment> prepareReload(ContainerId container, String volume) {
    return onDisk("Reloading", container, volume, Attached::prepareReload);
  }

  /// The container has mounted what [#prepareReload] gave; returns the version that it sees.
  public VolumeVersion reloaded(ContainerId container, String volume) {
    return onDisk("Reloading", container, volume, Attached::reloaded);
  }

  /// Forgets a container and all that it did not commit. Its mounts are gone by now. Unknown
  /// containers are ignored.
  public void detach(ContainerId container) {
    try {
      for (Attached one : of(container)) {
        one.remove();
        attached.remove(new Key(container, one.volume()));
        users.remove(one.volume(), container.value());
      }
      Removal.tree(run.resolve(container.value()));
    } catch (IOException e) {
      throw StorageException.of("Removing what container " + container + " wrote", e);
    }
  }

  /// Forgets a container as [#detach] does, and the Volumes that were made for it and that nobody
  /// else has touched: all is as if it had never been.
  public void undo(ContainerId container) {
    List<String> volumes = of(container).stream().map(Attached::volume).toList();
    detach(container);
    volumes.forEach(volume -> parts.volumes().deleteIfAllBy(name(container), volume));
  }

  /// After a start of the server: takes up the attachments of containers that still run, and
  /// removes what all others left.
  public void recover(Set<ContainerId> live) {
    try {
      for (Path container : listed(run)) {
        ContainerId id = new ContainerId(container.getFileName().toString());
        if (live.contains(id)) {
          resume(id, container);
        } else {
          Removal.tree(container);
        }
      }
    } catch (IOException e) {
      throw StorageException.of("Taking up attachments in " + run, e);
    }
  }

  private void resume(ContainerId id, Path container) throws IOException {
    for (Path volume : listed(container)) {
      RunDirectory one = new RunDirectory(volume);
      if (Attached.exists(one)) {
        Attached resumed = Attached.resume(id, one, parts);
        attached.put(new Key(id, resumed.volume()), resumed);
        users.add(resumed.volume(), id.value());
      }
    }
  }

  private static List<Path> listed(Path directory) throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.toList();
    }
  }

  /// The manifests of all versions that containers have attached, and of those that layers stand
  /// on: a container may come to have such a layer.
  public Set<BlobId> manifestsInUse() {
    synchronized (attaching) {
      Set<BlobId> all = attachedManifests();
      all.addAll(parts.trees().bases());
      return all;
    }
  }

  private Set<BlobId> attachedManifests() {
    Set<BlobId> all = new HashSet<>();
    attached.values().forEach(one -> all.addAll(one.manifests()));
    return all;
  }

  /// Removes the trees of versions that are neither newest nor attached; returns how many.
  public int evictTrees() {
    synchronized (attaching) {
      Set<BlobId> newest = new HashSet<>();
      parts.volumes().list().forEach(head -> newest.add(head.manifest()));
      try {
        return parts.trees().keepOnly(attachedManifests(), newest);
      } catch (IOException e) {
        throw StorageException.of("Removing unused trees", e);
      }
    }
  }

  private List<Attached> of(ContainerId container) {
    return attached.values().stream()
        .filter(one -> one.container().equals(container))
        .sorted(Comparator.comparing(Attached::volume))
        .toList();
  }

  private interface Step<T> {
    T on(Attached attached) throws IOException;
  }

  private <T> T onDisk(String tried, ContainerId container, String volume, Step<T> step) {
    Attached one = attached.get(new Key(container, volume));
    if (one == null) {
      throw new VolumeException(
          NOT_FOUND,
          "container %s has no Volume %s; it has: %s"
              .formatted(container, volume, of(container).stream().map(Attached::volume).toList()));
    }
    try {
      return step.on(one);
    } catch (IOException e) {
      throw StorageException.of(
          "%s the Volume %s of container %s".formatted(tried, volume, container), e);
    }
  }
}
