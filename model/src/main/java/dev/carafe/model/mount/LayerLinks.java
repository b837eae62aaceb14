package dev.carafe.model.mount;

import dev.carafe.model.spi.VolumeAttachment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The directories of an overlay under short names without a colon, for as long as it takes to
/// mount them: the kernel takes 255 characters for an option, and a colon parts layers.
final class LayerLinks implements AutoCloseable {
  private static final List<String> NAMES = List.of("c", "t", "d", "u", "w");

  private final Path folder;
  private final VolumeAttachment view;

  private LayerLinks(Path folder, VolumeAttachment view) {
    this.folder = folder;
    this.view = view;
  }

  static LayerLinks of(VolumeAttachment view) throws IOException {
    Path folder = Files.createTempDirectory("carafe");
    if (view.changes().isPresent()) {
      Files.createSymbolicLink(folder.resolve("c"), view.changes().get());
    }
    Files.createSymbolicLink(folder.resolve("t"), view.tree());
    if (view.data().isPresent()) {
      Files.createSymbolicLink(folder.resolve("d"), view.data().get());
    }
    Files.createSymbolicLink(folder.resolve("u"), view.upper());
    Files.createSymbolicLink(folder.resolve("w"), view.work());
    return new LayerLinks(folder, view);
  }

  /// An overlay has two layers at least: a whole tree mounted read-only goes above its empty upper
  /// directory.
  String lower() {
    String above = view.changes().isPresent() ? link("c") + ":" : "";
    String layers = above + link("t") + (view.data().isPresent() ? "::" + link("d") : "");
    return view.hasOneLayer() ? layers + ":" + upper() : layers;
  }

  String upper() {
    return link("u");
  }

  String work() {
    return link("w");
  }

  private String link(String name) {
    return folder.resolve(name).toString();
  }

  @Override
  public void close() throws IOException {
    for (String name : NAMES) {
      Files.deleteIfExists(folder.resolve(name));
    }
    Files.delete(folder);
  }
}
