package dev.carafe.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CopyRulesTest {
  @TempDir Path folder;

  @Test
  void fileGoesUnderItsNameIntoTheRoot() {
    assertThat(CopyRules.uploadTarget("dir/model.onnx", true, "/", false)).isEqualTo("/model.onnx");
  }

  @Test
  void slashAtTheEndMeansInto() {
    assertThat(CopyRules.uploadTarget("a.bin", true, "/m/", false)).isEqualTo("/m/a.bin");
    assertThat(CopyRules.uploadTarget("./minilm/", false, "/m/", false)).isEqualTo("/m/minilm");
  }

  @Test
  void withoutASlashTheTargetIsTheNewPath() {
    assertThat(CopyRules.uploadTarget("a.bin", true, "/m", false)).isEqualTo("/m");
    assertThat(CopyRules.uploadTarget("minilm", false, "/m", true)).isEqualTo("/m");
  }

  @Test
  void fileGoesIntoADirectoryThatIsThere() {
    assertThat(CopyRules.uploadTarget("a.bin", true, "/m", true)).isEqualTo("/m/a.bin");
  }

  @Test
  void dotMeansWhatTheDirectoryHolds() {
    assertThat(CopyRules.uploadTarget(".", false, "/m/", false)).isEqualTo("/m/");
    assertThat(CopyRules.uploadTarget("minilm/.", false, "/", false)).isEqualTo("/");
  }

  @Test
  void downloadGoesIntoADirectoryAndElseUnderTheNewName() {
    Path missing = folder.resolve("new");
    assertThat(CopyRules.downloadTarget("/m/a.bin", folder, false))
        .isEqualTo(folder.resolve("a.bin"));
    assertThat(CopyRules.downloadTarget("/m/a.bin", missing, true))
        .isEqualTo(missing.resolve("a.bin"));
    assertThat(CopyRules.downloadTarget("/m/a.bin", missing, false)).isEqualTo(missing);
    assertThat(CopyRules.downloadTarget("/", folder, false)).isEqualTo(folder);
  }

  @Test
  void copyWithinAVolumeGoesIntoADirectoryWithASlash() {
    assertThat(CopyRules.remoteTarget("/a/b", "/c/", false)).isEqualTo("/c/b");
    assertThat(CopyRules.remoteTarget("/a/b", "/c", false)).isEqualTo("/c");
    assertThat(CopyRules.remoteTarget("/a/b/", "/c", true)).isEqualTo("/c/b");
    assertThat(CopyRules.remoteTarget("/a/b", "/", false)).isEqualTo("/b");
  }
}
