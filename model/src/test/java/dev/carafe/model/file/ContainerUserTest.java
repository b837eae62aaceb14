package dev.carafe.model.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ContainerUserTest {
  @TempDir Path dir;

  @Test
  void containersAreNeverRootUnlessAsked() {
    assertThat(ContainerUser.of(Map.of()).isRoot()).isFalse();
  }

  @Test
  void whatNamesNoUserIsRefusedWithTheFormToWrite() {
    assertThatThrownBy(() -> ContainerUser.of(Map.of(ContainerUser.VARIABLE, "ann")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("CARAFE_CONTAINER_USER=ann")
        .hasMessageContaining("65532:65532");
  }

  @Test
  void onlyRootRunsContainersAsSomebodyElse() {
    assumeTrue(!ContainerUser.ofServer().isRoot());
    assertThatThrownBy(() -> ContainerUser.of(Map.of(ContainerUser.VARIABLE, "0:0")))
        .hasMessageContaining("Leave it unset");
  }

  @Test
  void aFileIsGivenAndWhatALinkLeadsToIsNot() throws IOException {
    assumeTrue(ContainerUser.ofServer().isRoot());
    Path kept = Files.writeString(dir.resolve("kept"), "x");
    Path link = Files.createSymbolicLink(dir.resolve("link"), kept);

    ContainerUser.of(Map.of(ContainerUser.VARIABLE, "7:8")).own(link);

    assertThat(Files.getAttribute(link, "unix:uid", LinkOption.NOFOLLOW_LINKS)).isEqualTo(7);
    assertThat(Files.getAttribute(link, "unix:gid", LinkOption.NOFOLLOW_LINKS)).isEqualTo(8);
    assertThat(Files.getAttribute(kept, "unix:uid")).isEqualTo(0);
  }
}
