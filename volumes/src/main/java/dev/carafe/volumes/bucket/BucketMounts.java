package dev.carafe.volumes.bucket;

import dev.carafe.model.app.BucketMountSpec;
import dev.carafe.model.file.ContainerUser;
import dev.carafe.model.id.ContainerId;
import dev.carafe.model.spi.BucketAttachment;
import dev.carafe.volumes.content.StorageException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/// Buckets in containers: one program for each mount of each container. They outlive a server that
/// crashes, as containers do. Safe for use by many threads.
public final class BucketMounts implements AutoCloseable {
  private final Path root;
  private final HostUser user;
  private final ContainerUser owner;
  private final MountHealth health;
  private final Map<ContainerId, List<MountedBucket>> mounted = new ConcurrentHashMap<>();
  private volatile BiConsumer<ContainerId, String> listener = (_, _) -> {};

  private BucketMounts(Path root, HostUser user, ContainerUser owner, MountHealth health) {
    this.root = root;
    this.user = user;
    this.owner = owner;
    this.health = health;
  }

  /// Mounts live under `dataDir/buckets` and belong to `owner`. Follow it with [#recover].
  public static BucketMounts open(Path dataDir, ContainerUser owner) {
    return open(dataDir, owner, MountHealth.DEFAULT);
  }

  static BucketMounts open(Path dataDir, ContainerUser owner, MountHealth health) {
    try {
      Path real = Files.createDirectories(dataDir).toRealPath();
      return new BucketMounts(
          Files.createDirectories(real.resolve("buckets")), HostUser.current(), owner, health);
    } catch (IOException e) {
      throw StorageException.of("Opening the bucket mounts in " + dataDir, e);
    }
  }

  /// Who is told of a container's bucket whose program ended, and why. Set before the first attach.
  public void onLoss(BiConsumer<ContainerId, String> newListener) {
    listener = newListener;
  }

  /// Mounts a bucket for a container; returns when it answers. Throws [BucketException].
  public BucketAttachment attach(ContainerId container, BucketMountSpec mount, BucketKeys keys) {
    List<MountedBucket> own = mounted.computeIfAbsent(container, _ -> new CopyOnWriteArrayList<>());
    MountFolder folder = new MountFolder(folder(container).resolve("b" + own.size()));
    try {
      MountedBucket bucket = MountedBucket.mount(new S3fs(mount, keys, folder, user, owner));
      own.add(bucket);
      watch(container, bucket);
    } catch (IOException e) {
      throw new BucketException(
          "%s cannot be mounted: %s".formatted(mount.bucket(), e.getMessage()), e);
    }
    return new BucketAttachment(mount.address(), mount.path(), mount.readOnly(), folder.mount());
  }

  private void watch(ContainerId container, MountedBucket bucket) {
    bucket.onLoss(health, why -> listener.accept(container, why));
  }

  private Path folder(ContainerId container) {
    Path folder = root.resolve(container.value()).normalize();
    if (!root.equals(folder.getParent())) {
      throw new IllegalArgumentException("not the name of a container: " + container);
    }
    return folder;
  }

  /// Unmounts what a container had. Its processes have ended. Unknown ones are ignored.
  public void detach(ContainerId container) {
    List<MountedBucket> own = mounted.remove(container);
    if (own != null) {
      own.forEach(MountedBucket::end);
      try {
        Files.deleteIfExists(folder(container));
      } catch (IOException e) {
        throw StorageException.of("Removing the bucket mounts of container " + container, e);
      }
    }
  }

  /// After a start of the server: takes up the mounts of containers that still run, and ends all
  /// others.
  public void recover(Set<ContainerId> live) {
    try {
      for (Path folder : listed(root)) {
        ContainerId container = new ContainerId(folder.getFileName().toString());
        List<MountedBucket> own = new CopyOnWriteArrayList<>();
        for (Path one : listed(folder)) {
          own.add(MountedBucket.found(new MountFolder(one), user.isRoot()));
        }
        mounted.put(container, own);
        if (live.contains(container)) {
          own.forEach(bucket -> watch(container, bucket));
        } else {
          detach(container);
        }
      }
    } catch (IOException e) {
      throw StorageException.of("Taking up bucket mounts in " + root, e);
    }
  }

  private static List<Path> listed(Path directory) throws IOException {
    List<Path> all = new ArrayList<>();
    try (DirectoryStream<Path> paths = Files.newDirectoryStream(directory)) {
      paths.forEach(all::add);
    }
    all.sort(Path::compareTo);
    return all;
  }

  /// Ends all mounts; the containers have ended.
  @Override
  public void close() {
    List.copyOf(mounted.keySet()).forEach(this::detach);
  }
}
