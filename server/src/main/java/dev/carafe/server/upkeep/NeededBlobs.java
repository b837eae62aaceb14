package dev.carafe.server.upkeep;

import dev.carafe.model.app.DeploymentSpec;
import dev.carafe.model.app.ImageSpec;
import dev.carafe.model.id.BlobId;
import dev.carafe.protocol.wire.ModelJson;
import dev.carafe.scheduler.store.AppStore;
import dev.carafe.server.calls.CallTable;
import dev.carafe.server.calls.SpawnedCalls;
import dev.carafe.server.deploy.Apps;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/// The blobs that are needed beside those of Volumes: code of every version that can serve or be
/// rolled back to, and large arguments and results of calls.
public final class NeededBlobs {
  private final AppStore store;
  private final Apps apps;
  private final CallTable calls;
  private final SpawnedCalls spawned;

  public NeededBlobs(AppStore store, Apps apps, CallTable calls, SpawnedCalls spawned) {
    this.store = store;
    this.apps = apps;
    this.calls = calls;
    this.spawned = spawned;
  }

  public Set<BlobId> code() {
    Set<BlobId> needed = new HashSet<>();
    apps.deployments().forEach(deployment -> addJars(deployment, needed));
    store.all().stream()
        .map(version -> ModelJson.read(version.deployment(), DeploymentSpec.class))
        .forEach(deployment -> addJars(deployment, needed));
    return needed;
  }

  private static void addJars(DeploymentSpec deployment, Set<BlobId> needed) {
    Stream.concat(
            deployment.classPath().stream().map(ImageSpec.Jar::blob),
            deployment.images().stream().flatMap(ImageSpec::blobs))
        .forEach(needed::add);
  }

  public Set<BlobId> payloads() {
    Set<BlobId> needed = new HashSet<>(calls.blobs()); // first: a call that ends is stored by then
    needed.addAll(spawned.blobs());
    return needed;
  }
}
