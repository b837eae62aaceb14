package dev.carafe.volumes.attach;

import dev.carafe.model.file.Removal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Finds out by doing it which kind of tree this host can mount, in a mount namespace of its own.
public final class OverlayProbe {
  private static final byte[] CONTENT = "carafe".getBytes(StandardCharsets.UTF_8);

  private OverlayProbe() {}

  /// The better kind that works for a data directory; [TreeKind#LINKS] also where nothing can be
  /// mounted at all.
  public static TreeKind best(Path data) {
    try {
      Path probe = Files.createTempDirectory(Files.createDirectories(data.resolve("tmp")), "probe");
      try {
        return layeredWorks(probe) ? TreeKind.LAYERED : TreeKind.LINKS;
      } finally {
        Removal.tree(probe);
      }
    } catch (IOException e) {
      return TreeKind.LINKS;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return TreeKind.LINKS;
    }
  }

  private static boolean layeredWorks(Path probe) throws IOException, InterruptedException {
    for (String name : List.of("data", "tree", "upper", "work", "mount")) {
      Files.createDirectory(probe.resolve(name));
    }
    Files.write(probe.resolve("data/bytes"), CONTENT);
    LayeredFile.create(probe.resolve("tree/file"), CONTENT.length, "bytes");
    String script =
        "mount -t overlay -o userxattr,lowerdir=tree::data,upperdir=upper,workdir=work none mount"
            + " && cat mount/file";
    Process process =
        new ProcessBuilder("unshare", namespaces(), "sh", "-c", script)
            .directory(probe.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      return false;
    }
    return process.exitValue() == 0
        && java.util.Arrays.equals(CONTENT, process.getInputStream().readAllBytes());
  }

  private static String namespaces() throws IOException {
    boolean root = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    return root ? "-m" : "-Urm";
  }
}
