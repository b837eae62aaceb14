package dev.carafe.process;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/// The folder that belongs to one container, closed to other users of the host, and the names in
/// it. It lives as long as the container.
record ContainerDirectory(Path root) {
  private static final FileAttribute<Set<PosixFilePermission>> OURS =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<Set<PosixFilePermission>> OUR_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  Path config() {
    return root.resolve("agent.json");
  }

  Path work() {
    return root.resolve("work");
  }

  Path tmp() {
    return root.resolve("tmp");
  }

  Path home() {
    return root.resolve("home");
  }

  /// What the process wrote before and beside the agent's own capture: messages of the JVM, prints
  /// of native code.
  Path output() {
    return root.resolve("output.log");
  }

  Path crash() {
    return root.resolve("crash.log");
  }

  Path identity() {
    return root.resolve("process");
  }

  /// The root directory the container sees, when it has one of its own.
  Path view() {
    return root.resolve("root");
  }

  void create(byte[] agentConfig) throws IOException {
    Files.createDirectories(root.getParent());
    Files.createDirectory(root, OURS);
    for (Path folder : List.of(work(), tmp(), home())) {
      Files.createDirectory(folder, OURS);
    }
    Files.createFile(config(), OUR_FILE);
    Files.write(config(), agentConfig, StandardOpenOption.WRITE);
  }

  /// Removes the folder with all it holds; links in it are removed, never followed.
  void delete() throws IOException {
    if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, IOException failure)
              throws IOException {
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
