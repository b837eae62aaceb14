package dev.carafe.samples.batchupload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.samples.running.SampleCommand;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BatchUploadSampleTest {
  @TempDir Path folder;

  @Test
  void aFunctionReadsWhatTheProgramUploaded() {
    var run = SampleCommand.in(folder).runSample();

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .containsPattern("labels\\.csv +18 bytes, 4 lines")
        .containsPattern("shards/one\\.txt +23 bytes, 2 lines")
        .containsPattern("shards/two\\.txt +17 bytes, 1 lines");
  }

  @Test
  void aFunctionReadsWhatTheCommandLineUploaded() {
    SampleCommand carafe = SampleCommand.in(folder);
    try (var _ = carafe.startServer()) {
      assertThat(carafe.run("volume", "create", "uploaded-data").exitCode()).isZero();
      var put =
          carafe.run("volume", "put", "uploaded-data", "sample-apps/batch-upload/data/.", "/");
      assertThat(put.exitCode()).as(put.err()).isZero();

      var run = carafe.runTarget("sample-apps/batch-upload::lines", "--path", "shards/one.txt");

      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(run.out()).isEqualToIgnoringNewLines("2");
    }
  }
}
