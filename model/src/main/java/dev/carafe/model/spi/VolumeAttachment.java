package dev.carafe.model.spi;

import java.nio.file.Path;
import java.util.Optional;

/// A Volume's version as an immutable tree on this host, and where a container's own writes go
/// above it (overlay upper and work directories, made for this container; unused when read-only).
/// `path` is where the container sees it. When `data` is there, the tree holds names, modes and
/// times only, and the bytes come from that directory as a data-only layer: such a tree is readable
/// through the overlay alone. When `changes` is there, the tree is that of an earlier version, and
/// they are a layer above it that makes it this one: so come views that take the place of another
/// in a container that runs.
public record VolumeAttachment(
    String volume,
    String path,
    boolean readOnly,
    Path tree,
    Path upper,
    Path work,
    Optional<Path> data,
    Optional<Path> changes) {

  public VolumeAttachment(
      String volume, String path, boolean readOnly, Path tree, Path upper, Path work) {
    this(volume, path, readOnly, tree, upper, work, Optional.empty(), Optional.empty());
  }

  /// The overlay's `lowerdir`. A read-only mount of a whole tree has its empty upper directory as a
  /// second layer, because an overlay of one layer alone does not exist.
  public String lower() {
    String above = changes.map(layer -> layer + ":").orElse("");
    String layers = above + tree + data.map(bytes -> "::" + bytes).orElse("");
    return hasOneLayer() ? layers + ":" + upper : layers;
  }

  /// Whether it is a whole tree that nothing is to be mounted above or below.
  public boolean hasOneLayer() {
    return readOnly && data.isEmpty() && changes.isEmpty();
  }

  /// All options of `mount -t overlay -o`. With `userxattr` the upper directory reads the same
  /// whether root mounted it or a user namespace did.
  public String overlayOptions() {
    String options = "userxattr,lowerdir=" + lower();
    return readOnly ? options : options + ",upperdir=" + upper + ",workdir=" + work;
  }
}
