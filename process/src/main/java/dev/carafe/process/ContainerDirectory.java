package dev.carafe.process;

import dev.carafe.model.file.OwnerOnly;
import dev.carafe.model.file.Removal;
import dev.carafe.model.jvm.WaitingMark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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

  /// Whether its agent waits for a config.
  boolean waits() {
    return WaitingMark.isIn(root);
  }

  /// Lets its agent wait on.
  void waitOn() {
    WaitingMark.renew(root);
  }

  void create() throws IOException {
    Files.createDirectories(root.getParent());
    Files.createDirectory(root, OwnerOnly.FOLDER);
    for (Path folder : List.of(work(), tmp(), home())) {
      Files.createDirectory(folder, OwnerOnly.FOLDER);
    }
  }

  /// What its agent is for; one that waits for it goes on.
  void give(byte[] agentConfig) throws IOException {
    Path part = Files.createFile(root.resolve("agent.json.part"), OwnerOnly.FILE);
    Files.write(part, agentConfig, StandardOpenOption.WRITE);
    Files.move(part, config(), StandardCopyOption.ATOMIC_MOVE);
  }

  /// Removes the folder with all it holds; links in it are removed, never followed.
  void delete() throws IOException {
    Removal.tree(root);
  }
}
