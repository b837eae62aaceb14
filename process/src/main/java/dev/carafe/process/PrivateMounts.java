package dev.carafe.process;

import dev.carafe.model.spi.ContainerStart;
import dev.carafe.model.spi.EngineException;
import dev.carafe.model.spi.VolumeAttachment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A container's own view of the file system, with its Volumes at their paths. The mounts live in
/// its own namespace: they end with its last process, and the host never sees them.
final class PrivateMounts {
  static final String FAILED = "carafe: the Volumes could not be mounted";
  static final int FAILED_CODE = 125;

  // One exec each for mount, chroot and java: starting a program is the dear part.
  private static final String SCRIPT =
      """
      cd "$0" && mount -n -a -T fstab || { echo "%s"; exit %d; }
      where=$1; shift; exec unshare --root "$0/root" --wd "$where" "$@"
      """
          .formatted(FAILED, FAILED_CODE);
  private static final Path TMP = Path.of("/tmp");

  private final Namespaces namespaces;

  PrivateMounts(Namespaces namespaces) {
    this.namespaces = namespaces;
  }

  /// The command that mounts everything and then runs what follows it in `workdir`.
  List<String> command(ContainerStart start, ContainerDirectory directory, Path workdir, Jdk jdk)
      throws IOException {
    List<String> command = new ArrayList<>(namespaces.command());
    plan(start, directory, jdk);
    command.addAll(List.of("sh", "-c", SCRIPT, directory.root().toString(), workdir.toString()));
    return command;
  }

  private static void plan(ContainerStart start, ContainerDirectory directory, Jdk jdk)
      throws IOException {
    List<VolumeAttachment> volumes =
        start.volumes().stream()
            .sorted(Comparator.comparing((VolumeAttachment v) -> Path.of(v.path())))
            .toList();
    refuseUnmountable(volumes);
    MountTable mounts = new MountTable();
    var root = new OpenedRoot(directory.view(), mounts, directory.root());
    List<Path> points = root.build(volumes.stream().map(v -> path(v)).toList());
    if (mayHideTmp(start, directory, jdk)) {
      mounts.folder(directory.tmp(), root.inView(TMP));
    }
    for (int i = 0; i < points.size(); i++) {
      mount(volumes.get(i), "volume" + i, points.get(i), directory, mounts);
    }
    Files.writeString(directory.root().resolve("fstab"), mounts.text());
  }

  private static void mount(
      VolumeAttachment volume,
      String layers,
      Path point,
      ContainerDirectory directory,
      MountTable mounts)
      throws IOException {
    if (volume.readOnly() && volume.data().isEmpty()) {
      mounts.readOnlyFolder(volume.tree(), point);
      return;
    }
    Path links = Files.createDirectory(directory.root().resolve(layers));
    link(links.resolve("tree"), volume.tree());
    if (volume.data().isPresent()) {
      link(links.resolve("data"), volume.data().get());
    }
    if (!volume.readOnly()) {
      link(links.resolve("upper"), Files.createDirectories(volume.upper()));
      link(links.resolve("work"), Files.createDirectories(volume.work()));
    }
    mounts.overlay(layers, volume.data().isPresent(), volume.readOnly(), point);
  }

  private static void link(Path name, Path target) throws IOException {
    Files.createSymbolicLink(name, target.toAbsolutePath());
  }

  /// Whether nothing the container needs lies in the host's /tmp.
  private static boolean mayHideTmp(ContainerStart start, ContainerDirectory directory, Jdk jdk) {
    Stream<Path> needed =
        Stream.of(
                Stream.of(directory.root(), jdk.home()),
                start.classPath().stream(),
                start.volumes().stream().flatMap(v -> Stream.of(v.tree(), v.upper(), v.work())))
            .flatMap(s -> s);
    return needed.map(Path::toAbsolutePath).noneMatch(p -> p.startsWith(TMP));
  }

  private static void refuseUnmountable(List<VolumeAttachment> volumes) {
    for (VolumeAttachment volume : volumes) {
      Path path = path(volume);
      if (!path.isAbsolute() || !path.equals(path.normalize()) || path.getNameCount() == 0) {
        throw new EngineException(
            "Volume %s cannot be mounted at \"%s\": name an absolute path below /, such as /models"
                .formatted(volume.volume(), volume.path()));
      }
      volumes.stream()
          .filter(outer -> !outer.equals(volume) && path.startsWith(path(outer)))
          .forEach(outer -> refuseWithoutFolder(volume, outer));
    }
  }

  private static void refuseWithoutFolder(VolumeAttachment inner, VolumeAttachment outer) {
    Path folder = path(outer).relativize(path(inner));
    if (!Files.isDirectory(outer.tree().resolve(folder))) {
      throw new EngineException(
          ("Volume %s cannot be mounted at %s: Volume %s is mounted at %s and has no folder %s."
                  + " Make it there, or choose another path")
              .formatted(inner.volume(), inner.path(), outer.volume(), outer.path(), folder));
    }
  }

  private static Path path(VolumeAttachment volume) {
    return Path.of(volume.path());
  }
}
