package dev.carafe.samples.bucket;

import dev.carafe.annotations.App;
import dev.carafe.annotations.BucketMount;
import dev.carafe.annotations.Function;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Weights are read where they are, in a bucket; a result is written beside them.
@App("bucket")
public final class Bucket {
  static final String ENDPOINT = "http://127.0.0.1:9490";
  static final String SECRET = "bucket-keys";

  @Function(
      buckets = {
        @BucketMount(
            path = "/weights",
            bucket = "s3://weights/minilm/",
            endpoint = ENDPOINT,
            secret = SECRET,
            pathStyle = true),
        @BucketMount(
            path = "/results",
            bucket = "s3://weights/results/",
            endpoint = ENDPOINT,
            secret = SECRET,
            readOnly = false,
            pathStyle = true)
      })
  public static String measure() throws IOException {
    long bytes = 0;
    try (Stream<Path> files = Files.walk(Path.of("/weights"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes += Files.readAllBytes(file).length;
      }
    }
    String size = bytes + " bytes of weights";
    Files.writeString(Path.of("/results/size.txt"), size);
    return size;
  }
}
