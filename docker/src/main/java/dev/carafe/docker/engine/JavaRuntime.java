package dev.carafe.docker.engine;

import dev.carafe.model.file.Removal;
import dev.carafe.model.spi.EngineException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The Java runtime of containers: linked once from the server's own JDK, so that containers run
/// what the server runs, whatever their image holds. It is attached read-only; an image needs only
/// glibc.
public final class JavaRuntime {
  private static final String MODULES =
      String.join(
          ",",
          "java.se",
          "jdk.unsupported",
          "jdk.zipfs",
          "jdk.crypto.ec",
          "jdk.crypto.cryptoki",
          "jdk.localedata",
          "jdk.charsets",
          "jdk.net",
          "jdk.management",
          "jdk.jfr",
          "jdk.jdwp.agent",
          "jdk.attach",
          "jdk.jcmd",
          "jdk.naming.dns",
          "jdk.security.auth",
          "jdk.httpserver",
          "jdk.incubator.vector");
  private static final int MINUTES = 5;

  private final Path home;
  private final Path parent;

  /// Runtimes live in `~/.carafe/java`, each under a name of its JDK, for all servers of this user.
  public static JavaRuntime ofThisUser() {
    return new JavaRuntime(Path.of(System.getProperty("user.home"), ".carafe", "java"));
  }

  private JavaRuntime(Path parent) {
    this.home = Path.of(System.getProperty("java.home"));
    this.parent = parent;
  }

  /// The runtime's folder on this host, linked now if it is not there: about ten seconds.
  public synchronized Path folder() {
    Path folder = parent.resolve(key());
    if (!Files.isDirectory(folder)) {
      link(folder);
    }
    return folder;
  }

  private String key() {
    try {
      String release = Files.readString(home.resolve("release"));
      return System.getProperty("java.version") + "-" + Sha256.name(release + home + MODULES, 6);
    } catch (IOException e) {
      throw new EngineException("Reading %s/release failed: %s".formatted(home, e), e);
    }
  }

  private void link(Path folder) {
    Path jlink = home.resolve("bin/jlink");
    if (!Files.isExecutable(jlink)) {
      throw new EngineException(
          "Containers get a Java runtime linked from the server's own, and %s has no jlink: it is no full JDK. Set JAVA_HOME to a JDK (https://adoptium.net)."
              .formatted(home));
    }
    try {
      Files.createDirectories(parent);
      Path part = Files.createTempDirectory(parent, folder.getFileName() + ".");
      try {
        run(jlink, part.resolve("java"));
        Files.move(part.resolve("java"), folder, StandardCopyOption.ATOMIC_MOVE);
      } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
        // another server of this user was faster
      } finally {
        Removal.tree(part);
      }
    } catch (IOException e) {
      throw new EngineException("Linking a Java runtime in %s failed: %s".formatted(parent, e), e);
    }
  }

  private static void run(Path jlink, Path output) throws IOException {
    Process process =
        new ProcessBuilder(
                List.of(
                    "sh",
                    "-c",
                    "umask 022; exec \"$@\"", // containers are of another user
                    "sh",
                    jlink.toString(),
                    "--add-modules",
                    MODULES,
                    "--strip-debug",
                    "--no-header-files",
                    "--no-man-pages",
                    "--generate-cds-archive",
                    "--output",
                    output.toString()))
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException("jlink ended badly: " + said.strip());
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
