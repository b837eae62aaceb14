package dev.carafe.client;

import java.util.ArrayDeque;
import java.util.Deque;

/// Paths in a Volume: slashes between, none before or after, no `.`, no way out.
final class RemotePath {
  private RemotePath() {}

  /// As the server knows it; empty is the root. `IllegalArgumentException` when it leaves the
  /// Volume.
  static String of(String path) {
    Deque<String> parts = new ArrayDeque<>();
    for (String part : path.split("/")) {
      switch (part) {
        case "", "." -> {}
        case ".." -> {
          if (parts.pollLast() == null) {
            throw new IllegalArgumentException("The path %s leaves the Volume.".formatted(path));
          }
        }
        default -> parts.addLast(part);
      }
    }
    return String.join("/", parts);
  }

  static String join(String... parts) {
    return of(String.join("/", parts));
  }

  /// The directory of a path; the root's is the root.
  static String parent(String path) {
    return path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
  }
}
