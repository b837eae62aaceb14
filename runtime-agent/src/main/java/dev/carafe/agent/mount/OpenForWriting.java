package dev.carafe.agent.mount;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Finds out who writes to a Volume, among the processes that see this container's mounts: open
/// files, and mappings that outlive them.
final class OpenForWriting {
  private static final Path PROC = Path.of("/proc");
  private static final int ACCESS_MODE = 3;

  private OpenForWriting() {}

  /// A process and the file it has open, or `mapped` into its memory.
  record Writer(long pid, String program, String path, boolean mapped) {}

  static Optional<Writer> below(Path mount) {
    Optional<Path> ours = link(PROC.resolve("self/ns/mnt"));
    try (DirectoryStream<Path> all = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : all) {
        if (ours.isPresent() && ours.equals(link(process.resolve("ns/mnt")))) {
          Optional<Writer> writer = writer(process, mount);
          if (writer.isPresent()) {
            return writer;
          }
        }
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  private static Optional<Writer> writer(Path process, Path mount) {
    long pid = Long.parseLong(process.getFileName().toString());
    return openFile(process, mount)
        .map(path -> new Writer(pid, program(process), path, false))
        .or(
            () ->
                sharedMapping(process, mount)
                    .map(path -> new Writer(pid, program(process), path, true)));
  }

  private static Optional<String> openFile(Path process, Path mount) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path file : files) {
        Optional<Path> target = link(file);
        if (target.isPresent()
            && target.get().startsWith(mount)
            && writable(process.resolve("fdinfo").resolve(file.getFileName()))) {
          return target.map(Path::toString);
        }
      }
    } catch (IOException e) {
      return Optional.empty(); // it ended, or is not ours to look at
    }
    return Optional.empty();
  }

  private static boolean writable(Path fdinfo) {
    try {
      return Files.readString(fdinfo)
          .lines()
          .filter(l -> l.startsWith("flags:"))
          .map(l -> Long.parseLong(l.substring("flags:".length()).strip(), 8))
          .anyMatch(flags -> (flags & ACCESS_MODE) != 0);
    } catch (IOException e) {
      return false;
    }
  }

  private static Optional<String> sharedMapping(Path process, Path mount) {
    String prefix = mount + "/";
    try {
      return Files.readString(process.resolve("maps"))
          .lines()
          .filter(l -> l.contains(prefix))
          .map(l -> l.split(" +", 6))
          .filter(words -> words.length == 6 && words[5].startsWith(prefix))
          .filter(words -> words[1].startsWith("rw") && words[1].endsWith("s"))
          .map(words -> words[5])
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<Path> link(Path path) {
    try {
      return Optional.of(Files.readSymbolicLink(path));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String program(Path process) {
    try {
      return Files.readString(process.resolve("comm")).strip();
    } catch (IOException e) {
      return "?";
    }
  }
}
