package dev.carafe.client;

import dev.carafe.client.control.VolumeClient;
import dev.carafe.protocol.proto.ImportBucketEvent;
import dev.carafe.protocol.proto.ImportBucketRequest;
import java.util.Map;
import java.util.function.Consumer;

/// A copy from a bucket into a Volume, made by the server: as one version, or not at all. What was
/// fetched before is not fetched again, also when the import broke off. What the bucket does not
/// have stays in the Volume. For one thread.
public final class BucketImport {
  private final VolumeClient client;
  private final ImportBucketRequest.Builder request = ImportBucketRequest.newBuilder();
  private Consumer<ImportedBucket> listener = _ -> {};

  BucketImport(VolumeClient client, String volume, String bucket) {
    this.client = client;
    request.setVolume(volume).setBucket(bucket);
  }

  /// The directory of the Volume to import into; its root when this is not called.
  public BucketImport to(String path) {
    request.setPath(path);
    return this;
  }

  /// The store, as a URL; Amazon's when this is not called.
  public BucketImport endpoint(String url) {
    request.setEndpoint(url);
    return this;
  }

  /// Whether the bucket is named in the path of requests rather than in the host's name.
  public BucketImport pathStyle(boolean inPath) {
    request.setPathStyle(inPath);
    return this;
  }

  /// The region; else that of the keys, else `us-east-1`.
  public BucketImport region(String name) {
    request.setRegion(name);
    return this;
  }

  /// The secret with the keys, named as in [#keys].
  public BucketImport secret(String name) {
    request.setSecret(name);
    return this;
  }

  /// `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, and maybe `AWS_SESSION_TOKEN` and `AWS_REGION`.
  /// Without keys and without a secret the bucket is public.
  public BucketImport keys(Map<String, String> values) {
    request.clearKeys().putAllKeys(values);
    return this;
  }

  /// Whether files that exist in the Volume are overwritten.
  public BucketImport force(boolean overwrite) {
    request.setForce(overwrite);
    return this;
  }

  /// Who hears how far it is.
  public BucketImport listener(Consumer<ImportedBucket> hears) {
    listener = hears;
    return this;
  }

  /// Imports; returns when the new version is durable and visible.
  public ImportedBucket run() {
    return imported(
        client.importBucket(request.setDryRun(false).build(), e -> listener.accept(imported(e))));
  }

  /// What [#run] would do; nothing is fetched.
  public ImportedBucket plan() {
    return imported(client.importBucket(request.setDryRun(true).build(), _ -> {}));
  }

  private ImportedBucket imported(ImportBucketEvent event) {
    return new ImportedBucket(
        request.getVolume(),
        event.getState().getVersion(),
        event.getState().getCreated(),
        event.getFiles(),
        event.getBytes(),
        event.getKeptBytes(),
        event.getFetchedBytes());
  }
}
