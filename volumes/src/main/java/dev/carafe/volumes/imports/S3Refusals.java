package dev.carafe.volumes.imports;

import dev.carafe.model.id.ShownName;
import dev.carafe.volumes.bucket.BucketException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// What a store refused, in words that say what to change.
final class S3Refusals {
  private static final int PRECONDITION_FAILED = 412;
  private static final int FORBIDDEN = 403;
  private static final int MOVED = 301;

  private final ImportOrder order;

  S3Refusals(ImportOrder order) {
    this.order = order;
  }

  BucketException of(String tried, SdkException e) {
    return switch (e) {
      case NoSuchBucketException _ ->
          new BucketException(
              "there is no bucket %s at %s; look at its name and at the endpoint"
                  .formatted(order.bucket().name(), where()),
              e);
      case S3Exception s3 when s3.statusCode() == PRECONDITION_FAILED ->
          changed("an object of " + order.bucket());
      case S3Exception s3 when s3.statusCode() == FORBIDDEN ->
          new BucketException(
              "%s %s was refused (%s). %s"
                  .formatted(tried, order.bucket(), said(s3), keysToLookAt()),
              e);
      case S3Exception s3 when s3.statusCode() == MOVED ->
          new BucketException(
              "%s %s failed: the bucket is in another region than %s; name it (--region)"
                  .formatted(tried, order.bucket(), order.keys().region()),
              e);
      case S3Exception s3 ->
          new BucketException(
              "%s %s at %s failed: %s".formatted(tried, order.bucket(), where(), said(s3)), e);
      default ->
          new BucketException(
              "%s %s failed: nobody answers at %s (%s). %s"
                  .formatted(tried, order.bucket(), where(), root(e), endpointToLookAt()),
              e);
    };
  }

  BucketException changed(String what) {
    return new BucketException(
        ShownName.of(
            "%s was changed while it was imported, so the Volume was left as it is. Import again"
                .formatted(what)));
  }

  private String where() {
    return order.endpoint().isEmpty() ? "Amazon S3" : order.endpoint();
  }

  private String keysToLookAt() {
    return order.keys().isPublic()
        ? "No keys were given: name a secret that holds them (--secret), or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
        : "Look at the keys, and whether they may list and read there";
  }

  private String endpointToLookAt() {
    if (order.endpoint().isEmpty()) {
      return "Is the server's machine online? A store other than Amazon's is named with --endpoint";
    }
    return "Look at the endpoint"
        + (order.pathStyle() ? "" : ", and whether the store wants --path-style");
  }

  private static String said(S3Exception e) {
    return e.awsErrorDetails() == null || e.awsErrorDetails().errorCode() == null
        ? "it answered with the status " + e.statusCode()
        : "%s: %s".formatted(e.awsErrorDetails().errorCode(), e.awsErrorDetails().errorMessage());
  }

  private static String root(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getClass().getSimpleName() + ": " + root.getMessage();
  }
}
