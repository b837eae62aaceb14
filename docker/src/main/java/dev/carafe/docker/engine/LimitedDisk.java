package dev.carafe.docker.engine;

import dev.carafe.model.file.ContainerUser;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A file system of a size of its own in the place of a container's folder: a file that takes as
/// much room as is written to it, attached as a loop device. Whatever storage driver the daemon
/// has, the container cannot write more.
record LimitedDisk(Path folder) {
  private static final String PROGRAM = "mkfs.ext4";
  private static final Path LOOPS = Path.of("/dev/loop-control");

  /// Where programs of administrators lie, which need not be on the path of a server.
  private static final List<String> MORE_PROGRAMS = List.of("/usr/sbin", "/sbin");

  private static final long SECONDS = 30;

  /// Why this machine has none, and what to do; empty if it can.
  static Optional<String> lack() {
    if (!ContainerUser.ofServer().isRoot()) {
      return Optional.of(
          "only a server that is root can limit it, as that takes a file system for each container. Start the server as root");
    }
    if (program().isEmpty()) {
      return Optional.of(
          "%s is missing, which makes a file system for each container. Install it (apt-get install e2fsprogs)"
              .formatted(PROGRAM));
    }
    if (!Files.exists(LOOPS)) {
      return Optional.of(
          "this machine has no loop devices, by which a file is a file system. Load them (modprobe loop)");
    }
    return Optional.empty();
  }

  private static Optional<Path> program() {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.concat(Stream.of(path.split(File.pathSeparator)), MORE_PROGRAMS.stream())
        .map(place -> Path.of(place, PROGRAM))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /// From here on the folder, which must be there and empty, is that file system.
  void attach(long bytes) throws IOException {
    Optional<String> lack = lack();
    if (lack.isPresent()) {
      throw new IOException("it has an ephemeralDisk, and " + lack.get());
    }
    Files.createDirectories(file().getParent());
    try (RandomAccessFile sparse = new RandomAccessFile(file().toFile(), "rw")) {
      sparse.setLength(bytes);
    }
    run(
        List.of(
            program().orElseThrow().toString(),
            "-q",
            "-F", // a file, not a device
            "-m",
            "0", // nothing is kept for root
            "-O",
            "^has_journal", // nobody needs it after a crash
            "-E",
            "nodiscard",
            file().toString()));
    run(List.of("mount", "-o", "loop,nosuid,nodev", file().toString(), folder.toString()));
  }

  /// The loop device goes with the last who uses it. Nothing happens where there is no disk.
  void detach() throws IOException {
    if (Files.exists(file())) {
      try {
        run(List.of("umount", "--lazy", folder.toString()));
      } catch (IOException e) {
        // it was not mounted: the machine has started anew since
      }
      Files.delete(file());
    }
  }

  private Path file() {
    return folder.resolveSibling("../disks").normalize().resolve(folder.getFileName());
  }

  private static void run(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(new ArrayList<>(command))
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .start();
    try {
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException("%s failed: %s".formatted(String.join(" ", command), said.strip()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted during " + String.join(" ", command), e);
    } finally {
      process.destroy();
    }
  }
}
