package dev.carafe.process;

import dev.carafe.model.spi.BucketAttachment;
import dev.carafe.model.spi.ContainerStart;
import dev.carafe.model.spi.VolumeAttachment;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A place in a container where something is mounted.
sealed interface Point {
  /// A Volume's.
  record OfVolume(VolumeAttachment volume) implements Point {
    @Override
    public String title() {
      return "Volume " + volume.volume();
    }

    @Override
    public Path path() {
      return Path.of(volume.path());
    }

    @Override
    public Path content() {
      return volume.tree();
    }
  }

  /// A bucket's.
  record OfBucket(BucketAttachment bucket) implements Point {
    @Override
    public String title() {
      return "Bucket " + bucket.bucket();
    }

    @Override
    public Path path() {
      return Path.of(bucket.path());
    }

    @Override
    public Path content() {
      return bucket.directory();
    }
  }

  /// As in messages.
  String title();

  /// Where the container sees it.
  Path path();

  /// Where its folders are on this host.
  Path content();

  /// All of a container, those that hold others before them.
  static List<Point> of(ContainerStart start) {
    Stream<Point> volumes = start.volumes().stream().map(OfVolume::new);
    Stream<Point> buckets = start.buckets().stream().map(OfBucket::new);
    return Stream.concat(volumes, buckets).sorted(Comparator.comparing(Point::path)).toList();
  }
}
