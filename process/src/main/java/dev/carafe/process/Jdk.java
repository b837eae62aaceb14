package dev.carafe.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The JDK containers run on: the server's own.
record Jdk(Path home) {

  static Jdk ours() {
    return new Jdk(Path.of(System.getProperty("java.home")));
  }

  Path java() {
    return home.resolve("bin/java");
  }

  /// What tells this JDK from any other one.
  String identity() {
    try {
      return home + "\n" + Files.readString(home.resolve("release"));
    } catch (IOException e) {
      return home + "\n" + System.getProperty("java.vm.version");
    }
  }
}
