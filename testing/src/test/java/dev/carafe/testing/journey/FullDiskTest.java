package dev.carafe.testing.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.carafe.client.BatchUpload;
import dev.carafe.client.Carafe;
import dev.carafe.client.CarafeException;
import dev.carafe.client.RemoteException;
import dev.carafe.client.Volume;
import dev.carafe.testing.CarafeCommand;
import dev.carafe.testing.RunningCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A server whose data folder is a small disk, mounted for it alone. Skipped where this user may
/// not mount.
@Timeout(400)
final class FullDiskTest {
  private static final int MIB = 1 << 20;
  private static final String DISK = "48m";

  @TempDir Path folder;
  private Path disk = Path.of("");

  @BeforeEach
  void mayMount() throws Exception {
    disk = Files.createDirectory(folder.resolve("disk"));
    Process probe =
        new ProcessBuilder("unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", disk.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("probe").toFile())
            .start();
    boolean mounted = probe.waitFor(20, TimeUnit.SECONDS) && probe.exitValue() == 0;
    assumeTrue(
        mounted,
        () -> "this user may not mount a small disk in a namespace of its own (unshare -rm mount)");
  }

  private ServerProcess start() {
    // A daemon would not see the disk: it lives in the server's own mount namespace.
    return ServerProcess.start(
        CarafeCommand.in(folder).with("CARAFE_ENGINE", "process"),
        List.of(
            "unshare",
            "-rm",
            "sh",
            "-c",
            "mount -t tmpfs -o size=%s tmpfs '%s' && exec \"$@\"".formatted(DISK, disk),
            "sh"),
        disk.resolve("data"),
        ServerProcess.ownAddress());
  }

  private Path file(String name, int mebibytes) throws IOException {
    byte[] content = new byte[mebibytes * MIB];
    new Random(name.hashCode()).nextBytes(content);
    return Files.write(folder.resolve(name), content);
  }

  @Test
  void aPutThatDoesNotFitIsRefusedWholeAndTheOldVersionStands() throws IOException {
    Path small = file("small", 1);
    Path large = file("large", 80);
    try (ServerProcess server = start();
        Carafe carafe = server.connect()) {
      var created = server.command().run("volume", "create", "models");
      assertThat(created.exitCode()).as(created.err()).isZero();
      var first = server.command().run("volume", "put", "models", small.toString(), "/small");
      assertThat(first.exitCode()).as(first.err()).isZero();
      Volume models = carafe.volumes().get("models");
      int versions = models.versions().size();

      var put = server.command().run("volume", "put", "models", large.toString(), "/large");

      assertThat(put.exitCode()).isEqualTo(1);
      assertThat(put.err())
          .contains("The disk of the server is full", "No space left on device", "Free space");
      assertThat(models.list("/", true)).extracting("path").containsExactly("small");
      assertThat(models.versions()).hasSize(versions);
      try (var in = models.read("/small")) {
        assertThat(in.readAllBytes()).isEqualTo(Files.readAllBytes(small));
      }

      var again = server.command().run("volume", "put", "models", small.toString(), "/again");
      assertThat(again.exitCode()).as("what fits goes in: " + again.err()).isZero();
    }
  }

  @Test
  void aPutBesideTheServerLeavesNothingOnTheFullDisk() throws IOException {
    Path small = file("small", 1);
    Path large = file("large", 80);
    try (ServerProcess server = start();
        Carafe carafe = server.connect()) {
      Volume models = carafe.volumes().getOrCreate("models");

      try (RunningCommand put =
          server.startBeside("volume", "put", "models", large.toString(), "/large")) {
        assertThat(put.await(200, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(put.err()).contains("No space left on device", "data");
      }
      assertThat(models.list("/", true)).isEmpty();

      try (RunningCommand put =
          server.startBeside("volume", "put", "models", small.toString(), "/small")) {
        assertThat(put.await(200, TimeUnit.SECONDS)).as(put.err()).isZero();
      }
      assertThat(models.list("/", true)).extracting("path").containsExactly("small");
    }
  }

  @Test
  void aBatchThatDoesNotFitIsRefusedWhole() throws IOException {
    Path small = file("small", 1);
    Path large = file("large", 80);
    try (ServerProcess server = start();
        Carafe carafe = server.connect()) {
      Volume models = carafe.volumes().getOrCreate("models");

      BatchUpload upload = models.batchUpload();
      upload.putFile(small, "/small");
      upload.putFile(large, "/large");

      assertThatExceptionOfType(CarafeException.class)
          .isThrownBy(upload::close)
          .withMessageContaining("The disk of the server is full");
      assertThat(models.list("/", true)).isEmpty();
    }
  }

  @Test
  void aCommitThatDoesNotFitIsToldToTheFunctionAndTheOldVersionStands() {
    try (ServerProcess server = start()) {
      server.deploy(Ledger.class);
      try (Carafe carafe = server.connect()) {
        carafe.remote(Ledger::write, "first", MIB);
        Volume ledger = carafe.volumes().get("ledger-vol");
        assertThat(ledger.list("/", true)).extracting("path").containsExactly("first");

        var failure =
            catchThrowableOfType(
                RemoteException.class, () -> carafe.remote(Ledger::write, "second", 28 * MIB));

        assertThat(failure).hasMessageContaining("No space left");
        assertThat(ledger.list("/", true)).extracting("path").contains("first");
        assertThat(carafe.remote(Ledger::size, "first")).isEqualTo(MIB);
      }
    }
  }
}
