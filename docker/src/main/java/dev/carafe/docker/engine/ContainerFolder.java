package dev.carafe.docker.engine;

import dev.carafe.model.file.ContainerUser;
import dev.carafe.model.file.OwnerOnly;
import dev.carafe.model.file.Removal;
import dev.carafe.model.jvm.WaitingMark;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// The folder of this host that one container sees as its own: the agent's config, the environment
/// with its secrets, a home, a working directory and a `/tmp`. Closed to other users; it lives as
/// long as the container.
record ContainerFolder(Path root) {
  static final String CONFIG = "agent.json";
  static final String ENVIRONMENT = "environment";
  static final String HOME = "home";
  static final String WORK = "work";
  private static final String TEMPORARY = "tmp";

  /// All that is written to it takes no more than `limit`, if there is one.
  void create(ContainerUser user, Map<String, String> environment, OptionalLong limit)
      throws IOException {
    Files.createDirectories(root.getParent());
    Files.createDirectory(root, OwnerOnly.FOLDER);
    if (limit.isPresent()) {
      new LimitedDisk(root).attach(limit.getAsLong());
      Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
    }
    for (String folder : List.of(HOME, WORK, TEMPORARY)) {
      user.own(Files.createDirectory(root.resolve(folder), OwnerOnly.FOLDER));
    }
    Files.setPosixFilePermissions(temporary(), PosixFilePermissions.fromString("rwxrwxrwx"));
    user.own(write(ENVIRONMENT, ShellText.exports(environment).getBytes(StandardCharsets.UTF_8)));
    user.own(root);
  }

  /// What its agent is for; one that waits for it goes on.
  void give(ContainerUser user, byte[] agentConfig) throws IOException {
    Path part = write(CONFIG + ".part", agentConfig);
    user.own(part);
    Files.move(part, root.resolve(CONFIG), StandardCopyOption.ATOMIC_MOVE);
  }

  /// Whether its agent waits for a config.
  boolean waits() {
    return WaitingMark.isIn(root);
  }

  /// Lets its agent wait on.
  void waitOn() {
    WaitingMark.renew(root);
  }

  private Path write(String name, byte[] bytes) throws IOException {
    Path file = Files.createFile(root.resolve(name), OwnerOnly.FILE);
    return Files.write(file, bytes, StandardOpenOption.WRITE);
  }

  /// What it has as `/tmp`.
  Path temporary() {
    return root.resolve(TEMPORARY);
  }

  /// Removes the folder with all it holds; links in it are removed, never followed.
  void delete() throws IOException {
    new LimitedDisk(root).detach();
    Removal.tree(root);
  }
}
