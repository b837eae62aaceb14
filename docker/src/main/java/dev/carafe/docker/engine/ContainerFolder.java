package dev.carafe.docker.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
import java.util.Map;
import java.util.Set;

/// The folder of this host that one container sees as its own: the agent's config, the environment
/// with its secrets, a home and a working directory. Closed to other users; it lives as long as the
/// container.
record ContainerFolder(Path root) {
  private static final FileAttribute<Set<PosixFilePermission>> OURS =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<Set<PosixFilePermission>> OUR_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  static final String CONFIG = "agent.json";
  static final String ENVIRONMENT = "environment";
  static final String HOME = "home";
  static final String WORK = "work";

  void create(byte[] agentConfig, Map<String, String> environment) throws IOException {
    Files.createDirectories(root.getParent());
    Files.createDirectory(root, OURS);
    Files.createDirectory(root.resolve(HOME), OURS);
    Files.createDirectory(root.resolve(WORK), OURS);
    write(CONFIG, agentConfig);
    write(ENVIRONMENT, ShellText.exports(environment).getBytes(StandardCharsets.UTF_8));
  }

  private void write(String name, byte[] bytes) throws IOException {
    Path file = Files.createFile(root.resolve(name), OUR_FILE);
    Files.write(file, bytes, StandardOpenOption.WRITE);
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
