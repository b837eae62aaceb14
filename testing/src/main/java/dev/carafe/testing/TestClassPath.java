package dev.carafe.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The class path of the tests, of which all but Carafe's own jars goes into the containers: what a
/// test's app needs cannot be told from what its test needs.
record TestClassPath(List<Path> entries) {

  TestClassPath {
    entries = List.copyOf(entries);
  }

  static TestClassPath ofThisJvm() {
    return new TestClassPath(
        Installed.ofThisJvm().stream()
            .filter(Files::exists)
            .filter(entry -> !Installed.isOfCarafe(entry))
            .toList());
  }
}
