package dev.carafe.docker.image;

import dev.carafe.docker.engine.Labels;
import dev.carafe.docker.engine.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// An image of one layer as `docker load` takes it. Equal files make an image of equal id: nothing
/// in it depends on when or where it was made, which `docker import` cannot do.
record ImageArchive(Path layer, String reference, String config) {

  static ImageArchive of(Path layer, String reference) throws IOException {
    String config =
        """
        {"architecture":"%s","os":"linux","created":"%s","config":{"Cmd":["bash"],\
        "Env":["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"],\
        "Labels":{"%s":"%s"}},"history":[{"created":"%s","created_by":"carafe: Debian's packages"}],\
        "rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}"""
            .formatted(
                architecture(),
                TarStream.TIME,
                Labels.BASE,
                reference,
                TarStream.TIME,
                Sha256.hex(Files.newInputStream(layer)));
    return new ImageArchive(layer, reference, config);
  }

  private static String architecture() {
    return switch (System.getProperty("os.arch")) {
      case "aarch64" -> "arm64";
      case String other -> other;
    };
  }

  InputStream stream() throws IOException {
    byte[] json = config.getBytes(StandardCharsets.UTF_8);
    String name = Sha256.hex(new ByteArrayInputStream(json)) + ".json";
    String manifest =
        """
        [{"Config":"%s","RepoTags":["%s"],"Layers":["layer.tar"]}]"""
            .formatted(name, reference);
    return new TarStream()
            .file(name, json)
            .file("manifest.json", manifest.getBytes(StandardCharsets.UTF_8))
            .file("layer.tar", 0644, layer)
            .stream();
  }
}
