package dev.carafe.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;

/// Where things land when they are copied: a target that ends with a slash is a directory to copy
/// into, any other is the new path itself.
final class CopyRules {
  private CopyRules() {}

  /// A copy within a Volume. `into` tells whether a file is copied and `to` is a directory there.
  static String remoteTarget(String from, String to, boolean into) {
    return to.endsWith("/") || into ? to.replaceAll("/+$", "") + "/" + name(from) : to;
  }

  /// From this machine to a Volume. `intoDirectory` tells whether `remote` is a directory there
  /// already: a file then goes into it, a directory is merged with it. A `local` of `.` or one that
  /// ends in `/.` means what it holds.
  static String uploadTarget(String local, boolean isFile, String remote, boolean intoDirectory) {
    boolean contents = local.equals(".") || local.equals("..") || local.endsWith("/.");
    if (contents) {
      return remote;
    }
    boolean into = remote.isEmpty() || remote.endsWith("/") || (isFile && intoDirectory);
    return into ? remote.replaceAll("/+$", "") + "/" + name(local) : remote;
  }

  /// From a Volume to this machine: into `local` when it is a directory or ends with a slash.
  static Path downloadTarget(String remote, Path local, boolean endsWithSlash) {
    String name = name(remote);
    boolean into = endsWithSlash || Files.isDirectory(local);
    return into && !name.isEmpty() ? local.resolve(name) : local;
  }

  /// The last part of a path, whatever slashes follow it.
  static String name(String path) {
    String trimmed = path.replaceAll("/+$", "");
    return trimmed.substring(trimmed.lastIndexOf('/') + 1);
  }
}
