package dev.carafe.client;

import dev.carafe.client.control.Failures;
import dev.carafe.client.control.VolumeClient;
import dev.carafe.protocol.proto.CollectReply;
import dev.carafe.protocol.proto.CollectRequest;
import io.grpc.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// The Volumes of a server, by name. Threads may share it.
public final class Volumes {
  private final VolumeClient client;
  private final Failures failures;

  /// For `Carafe`; programs use `carafe.volumes()`.
  Volumes(VolumeClient client, Failures failures) {
    this.client = client;
    this.failures = failures;
  }

  /// The Volume of that name, which must exist.
  public Volume get(String name) {
    List<String> names = list().stream().map(VolumeEntry::name).toList();
    if (!names.contains(name)) {
      throw failures.of(
          Status.NOT_FOUND.withDescription(
              "There is no Volume %s. %s Create it: carafe volume create %s, or getOrCreate in Java."
                  .formatted(name, NearestNames.sentence(name, names), name)));
    }
    return new Volume(client, failures, name);
  }

  /// The Volume of that name, made if missing.
  public Volume getOrCreate(String name) {
    var _ = client.create(name, true);
    return new Volume(client, failures, name);
  }

  /// A new Volume; refused if there is one of that name.
  public Volume create(String name) {
    var _ = client.create(name, false);
    return new Volume(client, failures, name);
  }

  /// A Volume that is deleted on close. One whose program dies before stays behind, with a name
  /// that starts with `ephemeral-`.
  public EphemeralVolume ephemeral() {
    String name = "ephemeral-" + UUID.randomUUID().toString().substring(0, 13);
    return new EphemeralVolume(create(name), () -> delete(name, true));
  }

  public List<VolumeEntry> list() {
    return client.list().stream()
        .map(
            row ->
                new VolumeEntry(
                    row.getName(),
                    row.getVersion(),
                    row.getFiles(),
                    row.getBytes(),
                    Instant.ofEpochMilli(row.getChangedMillis()),
                    row.getUsedByList()))
        .toList();
  }

  /// Deletes a Volume with all versions; one in use only with `force`.
  public void delete(String name, boolean force) {
    client.delete(name, force);
  }

  /// Removes content that nothing needs any more, now; the server does so every hour by itself.
  public FreedSpace collect() {
    return collect(CollectRequest.getDefaultInstance());
  }

  /// As [#collect], sparing only what was uploaded or asked for within `grace` (10 minutes at
  /// least). One shorter than an upload that goes on makes that upload fail.
  public FreedSpace collect(Duration grace) {
    return collect(CollectRequest.newBuilder().setGraceMillis(grace.toMillis()).build());
  }

  /// Forgets all but the newest `kept` versions of a Volume, and collects what that sets free: at
  /// once what is older than the server's grace time, the rest later. Containers keep the version
  /// that they see.
  public FreedSpace keepNewest(String name, int kept) {
    return collect(CollectRequest.newBuilder().setVolume(name).setKeepVersions(kept).build());
  }

  private FreedSpace collect(CollectRequest request) {
    CollectReply freed = client.collect(request);
    return new FreedSpace(
        freed.getVersions(),
        freed.getBlobs(),
        freed.getBytes(),
        freed.getTrees(),
        freed.getStagingFolders(),
        Duration.ofMillis(freed.getGraceMillis()),
        freed.getTooEarly());
  }

  public void rename(String name, String newName) {
    var _ = client.rename(name, newName);
  }
}
