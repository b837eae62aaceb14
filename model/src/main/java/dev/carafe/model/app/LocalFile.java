package dev.carafe.model.app;

import static dev.carafe.model.app.Check.require;

import dev.carafe.model.id.BlobId;
import java.util.List;

/// A file of the user's machine that goes into an image: at `path`, with the permission bits
/// `mode`. Paths have no `..` in them and no empty part; the image step says what they start from.
public record LocalFile(String path, int mode, long bytes, BlobId blob) {

  public LocalFile {
    checkPath(path);
    require(mode >= 0 && mode <= 0777, "no permission bits: " + Integer.toOctalString(mode));
    require(bytes >= 0, "a file of %d bytes: %s".formatted(bytes, path));
  }

  static void checkPath(String path) {
    List<String> parts = List.of(path.replaceFirst("^/", "").split("/", -1));
    require(
        parts.stream().noneMatch(p -> p.isEmpty() || p.equals(".") || p.equals("..")),
        "a path in an image needs a name in each part, and no . or ..: " + path);
    require(path.indexOf('\0') < 0, "a path in an image with a zero byte");
  }
}
