package dev.carafe.model.mount;

import dev.carafe.model.spi.VolumeAttachment;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The directories of an overlay, open for as long as it takes to mount them, so that their
/// descriptors can stand for their paths: the kernel takes 255 characters for an option, and a
/// colon parts layers.
final class OpenLayers implements AutoCloseable {
  private final Arena arena;
  private final List<Long> descriptors = new ArrayList<>();

  OpenLayers(Arena arena) {
    this.arena = arena;
  }

  /// The option `lowerdir`. An overlay has two layers at least: a whole tree mounted read-only goes
  /// above its empty upper directory.
  String lower(VolumeAttachment view) throws IOException {
    String above = view.changes().isPresent() ? name(view.changes().get()) + ":" : "";
    String below = view.data().isPresent() ? "::" + name(view.data().get()) : "";
    String layers = above + name(view.tree()) + below;
    return view.hasOneLayer() ? layers + ":" + name(view.upper()) : layers;
  }

  /// A path of this process alone.
  String name(Path directory) throws IOException {
    long descriptor =
        Syscalls.check("opening " + directory, Syscalls.open(arena, directory.toString()));
    descriptors.add(descriptor);
    return "/proc/self/fd/" + descriptor;
  }

  @Override
  public void close() {
    descriptors.forEach(descriptor -> Syscalls.close(arena, descriptor));
  }
}
