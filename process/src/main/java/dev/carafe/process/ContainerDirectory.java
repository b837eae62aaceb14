package dev.carafe.process;

import dev.carafe.model.file.OwnerOnly;
import dev.carafe.model.file.Removal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// The folder that belongs to one container, closed to other users of the host, and the names in
/// it. It lives as long as the container.
record ContainerDirectory(Path root) {
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
    Files.createDirectory(root, OwnerOnly.FOLDER);
    for (Path folder : List.of(work(), tmp(), home())) {
      Files.createDirectory(folder, OwnerOnly.FOLDER);
    }
    Files.createFile(config(), OwnerOnly.FILE);
    Files.write(config(), agentConfig, StandardOpenOption.WRITE);
  }

  /// Removes the folder with all it holds; links in it are removed, never followed.
  void delete() throws IOException {
    Removal.tree(root);
  }
}
