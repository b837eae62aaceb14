package dev.carafe.docker.engine;

import dev.carafe.model.file.OwnerOnly;
import dev.carafe.model.file.Removal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/// The folder of this host that one container sees as its own: the agent's config, the environment
/// with its secrets, a home and a working directory. Closed to other users; it lives as long as the
/// container.
record ContainerFolder(Path root) {
  static final String CONFIG = "agent.json";
  static final String ENVIRONMENT = "environment";
  static final String HOME = "home";
  static final String WORK = "work";

  void create(byte[] agentConfig, Map<String, String> environment) throws IOException {
    Files.createDirectories(root.getParent());
    Files.createDirectory(root, OwnerOnly.FOLDER);
    Files.createDirectory(root.resolve(HOME), OwnerOnly.FOLDER);
    Files.createDirectory(root.resolve(WORK), OwnerOnly.FOLDER);
    write(CONFIG, agentConfig);
    write(ENVIRONMENT, ShellText.exports(environment).getBytes(StandardCharsets.UTF_8));
  }

  private void write(String name, byte[] bytes) throws IOException {
    Path file = Files.createFile(root.resolve(name), OwnerOnly.FILE);
    Files.write(file, bytes, StandardOpenOption.WRITE);
  }

  /// Removes the folder with all it holds; links in it are removed, never followed.
  void delete() throws IOException {
    Removal.tree(root);
  }
}
