package dev.carafe.process;

import dev.carafe.model.spi.BucketAttachment;
import dev.carafe.model.spi.ContainerStart;
import dev.carafe.model.spi.EngineException;
import dev.carafe.model.spi.VolumeAttachment;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A container's own view of the file system, with its Volumes and buckets at their paths. The
/// mounts live in its own namespace: they end with its last process, and the host never sees them.
final class PrivateMounts {
  static final String FAILED = "carafe: the Volumes could not be mounted";
  static final int FAILED_CODE = 125;
  private static final long LATE_SECONDS = 10;

  // One exec each for mount, chroot and java: starting a program is the dear part.
  private static final String SCRIPT =
      """
      cd "$0" && mount -n -a -T fstab || { echo "%s"; exit %d; }
      where=$1; shift; exec unshare --root "$0/root" --wd "$where" "$@"
      """
          .formatted(FAILED, FAILED_CODE);
  private static final String LATE_SCRIPT = "cd \"$0\" && mount -n -a -T fstab.late";
  private static final Path TMP = Path.of("/tmp");

  private final Namespaces namespaces;

  PrivateMounts(Namespaces namespaces) {
    this.namespaces = namespaces;
  }

  /// The command that mounts everything and then runs what follows it in `workdir`. For one that is
  /// started `ahead` its Volumes are left to [#mountLate].
  List<String> command(
      ContainerStart start, boolean ahead, ContainerDirectory directory, Path workdir, Jdk jdk)
      throws IOException {
    List<String> command = new ArrayList<>(namespaces.command());
    plan(start, ahead, directory, jdk);
    command.addAll(List.of("sh", "-c", SCRIPT, directory.root().toString(), workdir.toString()));
    return command;
  }

  private static void plan(
      ContainerStart start, boolean ahead, ContainerDirectory directory, Jdk jdk)
      throws IOException {
    List<Point> points = Point.of(start);
    refuseUnmountable(points);
    MountTable mounts = new MountTable();
    var root = new OpenedRoot(directory.view(), mounts, directory.root());
    root.build(points.stream().map(Point::path).toList());
    if (mayHideTmp(start, directory, jdk)) {
      mounts.folder(directory.tmp(), root.inView(TMP));
    }
    if (!ahead) {
      add(points, directory, mounts);
    }
    Files.writeString(directory.root().resolve("fstab"), mounts.text());
  }

  private static void add(List<Point> points, ContainerDirectory directory, MountTable mounts)
      throws IOException {
    for (int i = 0; i < points.size(); i++) {
      Path place = OpenedRoot.place(directory.view(), points.get(i).path());
      switch (points.get(i)) {
        case Point.OfVolume(VolumeAttachment volume) ->
            mount(volume, "volume" + i, place, directory, mounts);
        case Point.OfBucket(BucketAttachment bucket) ->
            mounts.folder(bucket.directory(), place); // it refuses writes by itself
      }
    }
  }

  /// Mounts the Volumes of a container that was started ahead of its need, and runs.
  void mountLate(ContainerStart start, ContainerDirectory directory, long agent)
      throws IOException {
    List<Point> points = Point.of(start);
    refuseUnmountable(points);
    MountTable mounts = new MountTable();
    add(points, directory, mounts);
    Files.writeString(directory.root().resolve("fstab.late"), mounts.text());
    List<String> command = new ArrayList<>(ExecutedCommand.into(agent));
    command.addAll(List.of("sh", "-c", LATE_SCRIPT, directory.root().toString()));
    Path said = directory.root().resolve("mount.late");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(said.toFile())
            .start();
    if (!ended(process)) {
      process.destroyForcibly();
      throw new IOException("%s: mount did not end in %d s".formatted(FAILED, LATE_SECONDS));
    }
    if (process.exitValue() != 0) {
      throw new IOException(FAILED + ": " + Files.readString(said).strip());
    }
  }

  private static boolean ended(Process process) throws InterruptedIOException {
    try {
      return process.waitFor(LATE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while Volumes were mounted");
    }
  }

  private static void mount(
      VolumeAttachment volume,
      String layers,
      Path point,
      ContainerDirectory directory,
      MountTable mounts)
      throws IOException {
    if (volume.hasOneLayer()) {
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

  private static void refuseUnmountable(List<Point> points) {
    for (Point point : points) {
      Path path = point.path();
      if (!path.isAbsolute() || !path.equals(path.normalize()) || path.getNameCount() == 0) {
        throw new EngineException(
            "%s cannot be mounted at \"%s\": name an absolute path below /, such as /models"
                .formatted(point.title(), path));
      }
      points.stream()
          .filter(outer -> !outer.equals(point) && path.startsWith(outer.path()))
          .forEach(outer -> refuseWithoutFolder(point, outer));
    }
  }

  private static void refuseWithoutFolder(Point inner, Point outer) {
    Path folder = outer.path().relativize(inner.path());
    if (!Files.isDirectory(outer.content().resolve(folder))) {
      throw new EngineException(
          ("%s cannot be mounted at %s: %s is mounted at %s and has no folder %s."
                  + " Make it there, or choose another path")
              .formatted(inner.title(), inner.path(), outer.title(), outer.path(), folder));
    }
  }
}
