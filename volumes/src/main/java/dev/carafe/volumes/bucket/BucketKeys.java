package dev.carafe.volumes.bucket;

import java.util.Map;

/// The keys of a bucket, from a secret. An empty access key means none: the bucket is public. Never
/// printed.
public record BucketKeys(String accessKey, String secretKey, String sessionToken, String region) {
  private static final String ID = "AWS_ACCESS_KEY_ID";
  private static final String KEY = "AWS_SECRET_ACCESS_KEY";
  private static final String REGION = "us-east-1";

  /// From the values of a secret, or of none. Throws [BucketException] when it lacks one of the
  /// two.
  public static BucketKeys of(String secret, Map<String, String> values) {
    if (!secret.isEmpty() && !(values.containsKey(ID) && values.containsKey(KEY))) {
      throw new BucketException(
          "the secret %s lacks %s, which a bucket needs: carafe secret create %s --force %s=… %s=-"
              .formatted(secret, values.containsKey(ID) ? KEY : ID, secret, ID, KEY));
    }
    return new BucketKeys(
        values.getOrDefault(ID, ""),
        values.getOrDefault(KEY, ""),
        values.getOrDefault("AWS_SESSION_TOKEN", ""),
        values.getOrDefault("AWS_REGION", REGION));
  }

  /// The same keys for another region; the same region when it is empty.
  public BucketKeys in(String other) {
    return new BucketKeys(accessKey, secretKey, sessionToken, other.isEmpty() ? region : other);
  }

  /// Whether there are none.
  public boolean isPublic() {
    return accessKey.isEmpty();
  }

  /// Keys that end soon come with a token, which the program takes from its environment alone.
  public boolean temporary() {
    return !sessionToken.isEmpty();
  }

  @Override
  public String toString() {
    return isPublic() ? "no keys" : "keys";
  }
}
