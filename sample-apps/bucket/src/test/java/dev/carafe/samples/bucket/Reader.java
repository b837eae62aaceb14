package dev.carafe.samples.bucket;

import dev.carafe.annotations.App;
import dev.carafe.annotations.BucketMount;
import dev.carafe.annotations.Function;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What the tests do with a bucket beyond the sample.
@App("bucket-reader")
public final class Reader {
  static final String BEGUN = "/results/begun.txt";

  @Function(
      buckets =
          @BucketMount(
              path = "/weights",
              bucket = "s3://weights/minilm/",
              endpoint = Bucket.ENDPOINT,
              secret = Bucket.SECRET,
              pathStyle = true))
  public static String write() {
    try {
      Files.writeString(Path.of("/weights/new.txt"), "new");
      return "written";
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Function(
      buckets =
          @BucketMount(
              path = "/results",
              bucket = "s3://weights/results/",
              endpoint = Bucket.ENDPOINT,
              secret = Bucket.SECRET,
              readOnly = false,
              pathStyle = true))
  public static String hold() throws IOException, InterruptedException {
    Path begun = Path.of(BEGUN);
    if (Files.exists(begun)) {
      return Files.readString(begun);
    }
    Files.writeString(begun, "begun before");
    Thread.sleep(120_000);
    return "held";
  }
}
