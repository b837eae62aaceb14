package dev.carafe.volumes.imports;

import dev.carafe.model.id.ShownName;
import dev.carafe.volumes.bucket.BucketException;
import java.io.IOException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.InvalidObjectStateException;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// What a store refused, in words that say what to change.
final class S3Refusals {
  private static final int PRECONDITION_FAILED = 412;
  private static final int FORBIDDEN = 403;
  private static final int MOVED = 301;
  private static final int TROUBLE = 500;
  private static final String IN_TROUBLE =
      ", also when it was asked again. The store is in trouble: look there, then import again; what came is kept";

  private final ImportOrder order;

  S3Refusals(ImportOrder order) {
    this.order = order;
  }

  /// `what` was listed, looked for or read: the bucket, or the key of an object in it.
  BucketException of(String tried, String what, SdkException e) {
    return new BucketException(ShownName.of(words(tried + " " + named(what), what, e)), e);
  }

  private String named(String what) {
    return what.equals(order.bucket().toString())
        ? what
        : "%s of s3://%s".formatted(what, order.bucket().name());
  }

  private String words(String did, String what, SdkException e) {
    return switch (e) {
      case NoSuchBucketException _ ->
          "there is no bucket %s at %s; look at its name and at the endpoint"
              .formatted(order.bucket().name(), where());
      case NoSuchKeyException _ -> changedWords(named(what));
      case InvalidObjectStateException archived ->
          "%s was refused, as the object is archived (%s). Restore it in the store, then import again"
              .formatted(did, said(archived));
      case S3Exception s3 when s3.statusCode() == PRECONDITION_FAILED -> changedWords(named(what));
      case S3Exception s3 when s3.statusCode() == FORBIDDEN ->
          "%s was refused (%s). %s".formatted(did, said(s3), keysToLookAt());
      case S3Exception s3 when s3.statusCode() == MOVED ->
          "%s failed: the bucket is in another region than %s; name it (--region)"
              .formatted(did, order.keys().region());
      case S3Exception s3 ->
          "%s at %s failed: %s%s"
              .formatted(did, where(), said(s3), s3.statusCode() >= TROUBLE ? IN_TROUBLE : "");
      default ->
          isOfTheConnection(e)
              ? "%s failed: nobody answers at %s (%s). %s"
                  .formatted(did, where(), root(e), endpointToLookAt())
              : "%s failed: what answers at %s is not what a store answers (%s). %s"
                  .formatted(did, where(), root(e), endpointToLookAt());
    };
  }

  private static boolean isOfTheConnection(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException) {
        return true;
      }
    }
    return false;
  }

  BucketException changed(String key) {
    return new BucketException(ShownName.of(changedWords(named(key))));
  }

  private static String changedWords(String what) {
    return "%s was changed while it was imported, so the Volume was left as it is. Import again"
        .formatted(what);
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
