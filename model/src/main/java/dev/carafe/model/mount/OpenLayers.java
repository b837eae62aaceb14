package dev.carafe.model.mount;

import dev.carafe.model.spi.VolumeAttachment;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The directories of an overlay, open for as long as it takes to mount them, so that their
/// descriptors can stand for their paths: the kernel takes 255 characters for an option, and a
/// colon parts layers.
final class OpenLayers implements AutoCloseable {
  private final Arena arena;
  private final List<Long> descriptors = new ArrayList<>();

  OpenLayers(Arena arena) {
    this.arena = arena;
  }

  /// The same view by paths that are this process' alone.
  VolumeAttachment named(VolumeAttachment view) throws IOException {
    return new VolumeAttachment(
        view.volume(),
        view.path(),
        view.readOnly(),
        name(view.tree()),
        name(view.upper()),
        name(view.work()),
        name(view.data()),
        name(view.changes()));
  }

  private Optional<Path> name(Optional<Path> directory) throws IOException {
    return directory.isPresent() ? Optional.of(name(directory.get())) : Optional.empty();
  }

  private Path name(Path directory) throws IOException {
    long descriptor =
        Syscalls.check("opening " + directory, Syscalls.open(arena, directory.toString()));
    descriptors.add(descriptor);
    return Path.of("/proc/self/fd", Long.toString(descriptor));
  }

  @Override
  public void close() {
    descriptors.forEach(descriptor -> Syscalls.close(arena, descriptor));
  }
}
