package dev.carafe.volumes.bucket;

import dev.carafe.model.file.OwnerOnly;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The folder of one mount, closed to other users, and the names in it. It is taken away name by
/// name: a walk through it could walk through the bucket.
record MountFolder(Path root) {
  private static final String MOUNTS = "/proc/self/mounts";
  private static final int LAST_LINES = 3;
  private static final int LONGEST = 1000;

  Path mount() {
    return root.resolve("mount");
  }

  /// Where the program keeps what it fetches and sends, in files without names.
  Path scratch() {
    return root.resolve("scratch");
  }

  Path keys() {
    return root.resolve("keys");
  }

  Path output() {
    return root.resolve("output.log");
  }

  /// What is mounted, for whoever finds the folder later.
  Path bucket() {
    return root.resolve("bucket");
  }

  void create(String bucket, BucketKeys keys) throws IOException {
    Files.createDirectories(root, OwnerOnly.FOLDER);
    Files.createDirectory(mount(), OwnerOnly.FOLDER);
    Files.createDirectory(scratch(), OwnerOnly.FOLDER);
    Files.writeString(bucket(), bucket);
    Files.createFile(keys(), OwnerOnly.FILE);
    if (!keys.isPublic() && !keys.temporary()) {
      Files.writeString(keys(), keys.accessKey() + ":" + keys.secretKey() + "\n");
    }
  }

  /// Asks the kernel, not the program: one that hangs is mounted too.
  boolean mounted() throws IOException {
    String point = " " + mount().toString().replace(" ", "\\040") + " ";
    return Files.readAllLines(Path.of(MOUNTS)).stream().anyMatch(line -> line.contains(point));
  }

  /// The end of what the program said.
  String lastWords() throws IOException {
    if (!Files.exists(output())) {
      return "";
    }
    List<String> lines =
        Files.readAllLines(output()).stream()
            .filter(line -> !line.contains(" [INF] ") && !line.isBlank())
            .map(line -> line.replaceFirst("^\\S+ \\[[A-Z]+\\] \\S+: ?", ""))
            .filter(line -> !line.contains("debug level") && !line.contains("event loop"))
            .toList();
    List<String> last = lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
    String words = String.join("; ", last);
    return words.length() > LONGEST ? words.substring(words.length() - LONGEST) : words;
  }

  /// Fails, and leaves the bucket alone, while it is mounted.
  void delete() throws IOException {
    Files.deleteIfExists(mount());
    Files.deleteIfExists(keys());
    Files.deleteIfExists(output());
    Files.deleteIfExists(bucket());
    if (Files.isDirectory(scratch())) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(scratch())) {
        for (Path file : files) {
          Files.deleteIfExists(file);
        }
      }
    }
    Files.deleteIfExists(scratch());
    Files.deleteIfExists(root);
  }
}
