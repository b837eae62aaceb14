package dev.carafe.docker.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/// An image of one layer as `docker load` takes it. Equal files make an image of equal id: nothing
/// in it depends on when or where it was made, which `docker import` cannot do.
record ImageArchive(Path layer, String reference, String config) {
  private static final int BLOCK = 512;

  static ImageArchive of(Path layer, String reference) throws IOException {
    String config =
        """
        {"architecture":"%s","os":"linux","created":"%s","config":{"Cmd":["bash"],\
        "Env":["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"],\
        "Labels":{"%s":"%s"}},"history":[{"created":"%s","created_by":"carafe: Debian's packages"}],\
        "rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}"""
            .formatted(
                architecture(),
                DebianRoot.TIME,
                Labels.BASE,
                reference,
                DebianRoot.TIME,
                Digests.sha256(Files.newInputStream(layer)));
    return new ImageArchive(layer, reference, config);
  }

  private static String architecture() {
    return switch (System.getProperty("os.arch")) {
      case "aarch64" -> "arm64";
      case String other -> other;
    };
  }

  /// The archive's bytes, made while they are read: the layer is large.
  InputStream stream() throws IOException {
    byte[] json = config.getBytes(StandardCharsets.UTF_8);
    String name = Digests.sha256(new ByteArrayInputStream(json)) + ".json";
    byte[] manifest =
        """
        [{"Config":"%s","RepoTags":["%s"],"Layers":["layer.tar"]}]"""
            .formatted(name, reference)
            .getBytes(StandardCharsets.UTF_8);
    long size = Files.size(layer);
    List<InputStream> parts =
        List.of(
            bytes(header(name, json.length)),
            bytes(json),
            padding(json.length),
            bytes(header("manifest.json", manifest.length)),
            bytes(manifest),
            padding(manifest.length),
            bytes(header("layer.tar", size)),
            Files.newInputStream(layer),
            padding(size),
            bytes(new byte[2 * BLOCK]));
    return new SequenceInputStream(Collections.enumeration(parts));
  }

  private static InputStream bytes(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }

  private static byte[] header(String name, long size) {
    var entry = new TarArchiveEntry(name);
    entry.setSize(size);
    entry.setModTime(0);
    byte[] header = new byte[BLOCK];
    entry.writeEntryHeader(header);
    return header;
  }

  private static InputStream padding(long size) {
    return bytes(new byte[(int) ((BLOCK - size % BLOCK) % BLOCK)]);
  }
}
