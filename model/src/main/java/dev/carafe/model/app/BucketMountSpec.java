package dev.carafe.model.app;

import static dev.carafe.model.app.Check.require;

/// A prefix of an S3-compatible bucket at an absolute path of the container.
public record BucketMountSpec(
    String path,
    String bucket,
    String endpoint,
    String secret,
    boolean readOnly,
    boolean pathStyle) {

  public BucketMountSpec {
    require(path.startsWith("/"), "a bucket mount's path is absolute: " + path);
    require(bucket.startsWith("s3://"), "a bucket is s3://name/prefix/: " + bucket);
  }

  public BucketAddress address() {
    return BucketAddress.of(bucket);
  }
}
