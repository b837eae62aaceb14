package dev.carafe.agent.mount;

import dev.carafe.protocol.proto.VolumeReply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The directories of an overlay under short names without a colon, for as long as it takes to
/// mount them: the kernel takes 255 characters for an option, and a colon parts layers.
final class LayerLinks implements AutoCloseable {
  private static final List<String> NAMES = List.of("t", "d", "u", "w");

  private final Path folder;
  private final boolean hasData;

  private LayerLinks(Path folder, boolean hasData) {
    this.folder = folder;
    this.hasData = hasData;
  }

  static LayerLinks of(VolumeReply view) throws IOException {
    Path folder = Files.createTempDirectory("carafe");
    LayerLinks links = new LayerLinks(folder, !view.getData().isEmpty());
    List<String> targets =
        List.of(view.getLower(), view.getData(), view.getUpper(), view.getWork());
    for (int i = 0; i < targets.size(); i++) {
      if (!targets.get(i).isEmpty()) {
        Files.createSymbolicLink(folder.resolve(NAMES.get(i)), Path.of(targets.get(i)));
      }
    }
    return links;
  }

  /// An overlay has two layers at least: a whole tree mounted read-only goes above its empty upper
  /// directory.
  String lower(boolean readOnly) {
    String tree = link("t");
    if (hasData) {
      return tree + "::" + link("d");
    }
    return readOnly ? tree + ":" + upper() : tree;
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
