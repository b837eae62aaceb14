package dev.carafe.volumes.attach;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.carafe.model.spi.VolumeAttachment;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A shell in a mount namespace of its own, with a Volume mounted over the directory it works in:
/// what an engine does, and nothing else.
final class OverlayContainer implements AutoCloseable {
  private static final String DONE = "--done--";

  private final Process shell;
  private final Writer in;
  private final BufferedReader out;

  private OverlayContainer(Process shell) {
    this.shell = shell;
    this.in = shell.outputWriter(UTF_8);
    this.out = new BufferedReader(new InputStreamReader(shell.getInputStream(), UTF_8));
  }

  static OverlayContainer start(VolumeAttachment attachment, Path mountPoint) throws IOException {
    Files.createDirectories(mountPoint);
    Process shell = new ProcessBuilder("unshare", "-Urm", "sh").redirectErrorStream(true).start();
    OverlayContainer container = new OverlayContainer(shell);
    container.mount(attachment, mountPoint);
    return container;
  }

  void mount(VolumeAttachment attachment, Path mountPoint) throws IOException {
    run(
        "cd / && mount -t overlay -o '%s' none '%s' && cd '%s'"
            .formatted(attachment.overlayOptions(), mountPoint, mountPoint));
  }

  /// Runs commands and returns what they print; fails the test when one fails.
  String run(String script) throws IOException {
    Result result = attempt(script);
    assertThat(result.code()).as("%s%n%s", script, result.output()).isZero();
    return result.output();
  }

  record Result(int code, String output) {}

  Result attempt(String script) throws IOException {
    // Each script in braces of its own, in the one shell: open files outlive it.
    in.write("{ set -e; %s\n} </dev/null; echo \"%s $?\"\n".formatted(script, DONE));
    in.flush();
    StringBuilder output = new StringBuilder();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      int done = line.indexOf(DONE);
      if (done >= 0) {
        output.append(line, 0, done);
        return new Result(
            Integer.parseInt(line.substring(done + DONE.length()).strip()), output.toString());
      }
      output.append(line).append('\n');
    }
    return new Result(-1, output.toString());
  }

  @Override
  public void close() throws IOException {
    in.close();
    try {
      if (!shell.waitFor(10, TimeUnit.SECONDS)) {
        shell.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      shell.destroyForcibly();
    }
  }

  /// Skips the test where this user may not mount an overlay.
  static void assumeOverlays(Path directory) throws IOException {
    for (String name : List.of("l", "u", "w", "m")) {
      Files.createDirectories(directory.resolve(name));
    }
    Process probe =
        new ProcessBuilder(
                "unshare",
                "-Urm",
                "mount",
                "-t",
                "overlay",
                "-o",
                "userxattr,lowerdir=l,upperdir=u,workdir=w",
                "none",
                "m")
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(probe.getInputStream().readAllBytes(), UTF_8);
    try {
      assumeTrue(probe.waitFor() == 0, "this host lets no user mount an overlay: " + said);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
