package dev.carafe.volumes.imports;

import dev.carafe.model.app.BucketAddress;
import dev.carafe.volumes.bucket.BucketException;
import dev.carafe.volumes.bucket.BucketKeys;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/// The objects of a bucket, by the store's own protocol. Safe for use by many threads.
final class S3Objects implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration SILENCE = Duration.ofSeconds(30);
  private static final int BUFFER_BYTES = 256 * 1024;
  private static final int ATTEMPTS = 4;
  private static final int NOT_FOUND = 404;

  private final BucketAddress bucket;
  private final S3Refusals refusals;
  private final S3Client client;

  private S3Objects(BucketAddress bucket, S3Refusals refusals, S3Client client) {
    this.bucket = bucket;
    this.refusals = refusals;
    this.client = client;
  }

  static S3Objects open(ImportOrder order) {
    S3ClientBuilder builder =
        S3Client.builder()
            .httpClientBuilder(
                UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(SILENCE))
            .region(Region.of(order.keys().region()))
            .credentialsProvider(credentials(order.keys()))
            .forcePathStyle(order.pathStyle())
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
    if (order.endpoint().isEmpty()) {
      builder.crossRegionAccessEnabled(true);
    } else {
      builder.endpointOverride(URI.create(order.endpoint()));
    }
    return new S3Objects(order.bucket(), new S3Refusals(order), builder.build());
  }

  private static AwsCredentialsProvider credentials(BucketKeys keys) {
    if (keys.isPublic()) {
      return AnonymousCredentialsProvider.create();
    }
    return StaticCredentialsProvider.create(
        keys.temporary()
            ? AwsSessionCredentials.create(keys.accessKey(), keys.secretKey(), keys.sessionToken())
            : AwsBasicCredentials.create(keys.accessKey(), keys.secretKey()));
  }

  /// All objects under a prefix that ends with a slash, or is empty.
  List<BucketObject> under(String prefix) {
    try {
      List<BucketObject> all = new ArrayList<>();
      Set<String> pages = new HashSet<>();
      for (ListObjectsV2Response page :
          client.listObjectsV2Paginator(list -> list.bucket(bucket.name()).prefix(prefix))) {
        page.contents().forEach(one -> all.add(listed(one)));
        String next = page.nextContinuationToken();
        if (next != null && !pages.add(next)) {
          throw new BucketException(
              "Listing %s came to no end: the store gives the same page again and again"
                  .formatted(bucket));
        }
      }
      return all;
    } catch (SdkException e) {
      throw refusals.of("Listing", bucket.toString(), e);
    }
  }

  /// Some stores say no size of what has none.
  private static BucketObject listed(S3Object one) {
    return new BucketObject(
        one.key(),
        one.size() == null ? 0 : one.size(),
        one.eTag() == null ? "" : one.eTag(),
        one.lastModified());
  }

  /// The one object of this key, or none.
  List<BucketObject> named(String key) {
    try {
      HeadObjectResponse head = client.headObject(h -> h.bucket(bucket.name()).key(key));
      String etag = head.eTag() == null ? "" : head.eTag();
      return List.of(new BucketObject(key, head.contentLength(), etag, head.lastModified()));
    } catch (S3Exception e) {
      if (e.statusCode() == NOT_FOUND) {
        return List.of();
      }
      throw refusals.of("Looking for", key, e);
    } catch (SdkException e) {
      throw refusals.of("Looking for", key, e);
    }
  }

  /// Who takes the bytes as they come.
  interface Sink {
    void take(byte[] bytes, int length, long at) throws IOException;
  }

  /// Reads `length` bytes from `from` on, of the object as it was listed; goes on where a
  /// connection broke.
  void read(BucketObject object, long from, long length, Sink sink) throws IOException {
    long end = from + length;
    long[] at = {from};
    for (int attempt = 1; at[0] < end; attempt++) {
      try {
        readOnce(object, at, end, sink);
      } catch (SdkException e) {
        throw refusals.of("Reading", object.key(), e);
      } catch (BrokenOff e) {
        if (attempt == ATTEMPTS || Thread.currentThread().isInterrupted()) {
          throw new BucketException(
              "Reading %s of %s broke off %d times: %s. Run the import again: it goes on where it was"
                  .formatted(object.key(), bucket, attempt, e.getMessage()),
              e);
        }
      }
    }
  }

  private void readOnce(BucketObject object, long[] at, long end, Sink sink)
      throws IOException, BrokenOff {
    GetObjectRequest.Builder request =
        GetObjectRequest.builder()
            .bucket(bucket.name())
            .key(object.key())
            .range("bytes=%d-%d".formatted(at[0], end - 1));
    if (!object.etag().isEmpty()) {
      request.ifMatch(object.etag());
    }
    ResponseInputStream<GetObjectResponse> in = client.getObject(request.build());
    boolean whole = false;
    try {
      checkUnchanged(object, in.response());
      byte[] buffer = new byte[BUFFER_BYTES];
      while (at[0] < end) {
        int read = some(in, buffer, end - at[0]);
        sink.take(buffer, read, at[0]);
        at[0] += read;
      }
      whole = true;
    } finally {
      if (whole) {
        in.close();
      } else {
        in.abort();
      }
    }
  }

  private static int some(ResponseInputStream<?> in, byte[] buffer, long most)
      throws BrokenOff, InterruptedIOException {
    try {
      int read = in.read(buffer, 0, (int) Math.min(buffer.length, most));
      if (read < 0) {
        throw new BrokenOff(new IOException("the store sent less than it said"));
      }
      return read;
    } catch (IOException e) {
      throw new BrokenOff(e);
    }
  }

  private void checkUnchanged(BucketObject object, GetObjectResponse now) {
    if (now.eTag() != null && !object.etag().isEmpty() && !object.etag().equals(now.eTag())) {
      throw refusals.changed(object.key());
    }
  }

  /// A connection that ended too early.
  private static final class BrokenOff extends Exception {
    private static final long serialVersionUID = 1;

    BrokenOff(IOException cause) {
      super(cause.getMessage(), cause);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
