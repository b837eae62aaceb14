package dev.carafe.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class RemotePathTest {
  @Test
  void slashesAndDotsAreTidiedUp() {
    assertThat(RemotePath.of("/a//./b/../c/")).isEqualTo("a/c");
    assertThat(RemotePath.of("/")).isEmpty();
    assertThat(RemotePath.join("a/", "/b")).isEqualTo("a/b");
  }

  @Test
  void wayOutIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> RemotePath.of("/a/../../b"));
  }

  @Test
  void parentOfTopLevelIsTheRoot() {
    assertThat(RemotePath.parent("a/b")).isEqualTo("a");
    assertThat(RemotePath.parent("a")).isEmpty();
  }
}
