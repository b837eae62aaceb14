package dev.carafe.docker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.model.file.ContainerUser;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerFolderTest {
  @TempDir Path temp;

  @Test
  void aShellReadsEveryValueBackAsItWas() throws Exception {
    String value = "it's $HOME `date` \"x\" \\ ünïcode\nsecond line ";
    Path file =
        Files.writeString(temp.resolve("environment"), ShellText.exports(Map.of("V", value)));
    Process shell =
        new ProcessBuilder("/bin/sh", "-c", ". \"$0\"; printf %s \"$V\"", file.toString()).start();
    assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo(value);
  }

  @Test
  void noOtherUserCanReadWhatItHolds() throws Exception {
    ContainerFolder folder = new ContainerFolder(temp.resolve("docker/ct-a"));
    ContainerUser user = ContainerUser.ofServer();
    folder.create(user, Map.of("KEY", "secret"), OptionalLong.empty());
    folder.give(user, "config".getBytes(StandardCharsets.UTF_8));
    assertThat(permissions(folder.root())).isEqualTo("rwx------");
    assertThat(permissions(folder.root().resolve(ContainerFolder.CONFIG))).isEqualTo("rw-------");
    assertThat(permissions(folder.root().resolve(ContainerFolder.ENVIRONMENT)))
        .isEqualTo("rw-------");
    folder.delete();
    assertThat(folder.root()).doesNotExist();
  }

  @Test
  void aJarThatWasBuiltUnderAStrictUmaskIsReadableToContainers() throws Exception {
    Path jar = Files.createFile(temp.resolve("agent.jar"));
    Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-------"));
    ReadableFiles.open(List.of(jar, temp));
    assertThat(permissions(jar)).isEqualTo("rw-r--r--");
    assertThat(permissions(temp)).isEqualTo("rwx------");
  }

  private static String permissions(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
