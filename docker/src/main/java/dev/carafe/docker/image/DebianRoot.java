package dev.carafe.docker.image;

import dev.carafe.model.spi.EngineException;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/// Makes Debian's slim root file system from its packages, with `mmdebstrap` in a child process.
/// The same packages make the same bytes.
final class DebianRoot {
  private static final long LONGEST_MINUTES = 20;

  private final Path folder;

  DebianRoot(Path folder) {
    this.folder = folder;
  }

  /// Hands the tar to `use` and deletes it; `notPulled` says why it has to be made. Throws
  /// [EngineException] when it cannot be.
  <T> T make(String notPulled, Consumer<String> lines, Function<Path, T> use) {
    try {
      Files.createDirectories(folder);
      Path work = Files.createTempDirectory(folder, "debian-");
      Path tar = work.resolve("root.tar");
      try {
        run(command(tar), notPulled, lines);
        return use.apply(tar);
      } finally {
        Files.deleteIfExists(tar);
        Files.deleteIfExists(work);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Making a Debian base image below " + folder + " failed", e);
    }
  }

  private static List<String> command(Path tar) {
    var command = new ArrayList<>(List.of("mmdebstrap", "--variant=minbase"));
    for (String option :
        List.of(
            "force-unsafe-io", // a build that breaks is thrown away: no fsync a file
            "path-exclude=/usr/share/man/*",
            "path-exclude=/usr/share/locale/*",
            "path-exclude=/usr/share/doc/*",
            "path-include=/usr/share/doc/*/copyright")) {
      command.add("--dpkgopt=" + option);
    }
    AptSettings host = AptSettings.ofHost();
    host.options().forEach(option -> command.add("--aptopt=" + option));
    command.add(AptSettings.SUITE);
    command.add(tar.toString());
    command.addAll(host.sources());
    return command;
  }

  private static void run(List<String> command, String notPulled, Consumer<String> lines) {
    BuildOutput output = new BuildOutput(line -> heard(line, lines));
    int exit;
    try {
      exit = run(command, output);
    } catch (IOException e) {
      throw new EngineException(
          "There is no base image: the Docker engine has no %s, it cannot be pulled (%s), and mmdebstrap, which makes one from Debian's packages, does not run here (%s). Install it (apt-get install mmdebstrap), or bring the image: docker pull %s where there is a network, then docker save and docker load."
              .formatted(BaseImage.OFFICIAL, notPulled, e.getMessage(), BaseImage.OFFICIAL),
          e);
    }
    if (exit != 0) {
      throw new EngineException(
          "There is no base image: the Docker engine has no %s, it cannot be pulled (%s), and making one with mmdebstrap ended with exit code %d. It needs Debian's packages, and root or user namespaces; %s"
              .formatted(BaseImage.OFFICIAL, notPulled, exit, output.tail()));
    }
  }

  private static void heard(String line, Consumer<String> lines) {
    if (line.startsWith("I: ")) {
      lines.accept(line.substring(3));
    }
  }

  private static int run(List<String> command, BuildOutput heard) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    builder.environment().put("SOURCE_DATE_EPOCH", Long.toString(TarStream.TIME.getEpochSecond()));
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    try (BufferedReader output = process.inputReader()) {
      output.lines().forEach(heard::line);
      if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
        throw new EngineException("mmdebstrap did not end within " + LONGEST_MINUTES + " min");
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException("Making the base image was interrupted", e);
    } finally {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
    }
  }
}
