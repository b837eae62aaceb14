package dev.carafe.samples.batchupload;

import dev.carafe.annotations.App;
import dev.carafe.annotations.Default;
import dev.carafe.annotations.Function;
import dev.carafe.annotations.LocalEntrypoint;
import dev.carafe.annotations.Mount;
import dev.carafe.client.BatchUpload;
import dev.carafe.client.Carafe;
import dev.carafe.client.FileEntry;
import dev.carafe.client.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// A program puts files of its own disk into a Volume, all or nothing; a function reads them there.
@App("batch-upload")
public final class BatchUploadSample {
  static final String DATA = "uploaded-data";

  /// How many lines a file of the Volume has.
  @Function(volumes = @Mount(volume = DATA, path = "/data", readOnly = true))
  public static long lines(String path) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/data", path))) {
      return lines.count();
    }
  }

  /// Uploads a folder and lets a function count the lines of each file.
  @LocalEntrypoint
  public static void main(Carafe carafe, @Default("sample-apps/batch-upload/data") String folder) {
    Volume volume = carafe.volumes().getOrCreate(DATA);
    try (BatchUpload upload = volume.batchUpload().force(true)) {
      upload.putDirectory(Path.of(folder), "/");
    } // sent here: one new version of the Volume, or none

    for (FileEntry entry : volume.list("/", true)) {
      if (entry.kind() == FileEntry.Kind.FILE) {
        long lines = carafe.remote(BatchUploadSample::lines, entry.path());
        System.out.printf("%-16s %4d bytes, %d lines%n", entry.path(), entry.size(), lines);
      }
    }
  }
}
