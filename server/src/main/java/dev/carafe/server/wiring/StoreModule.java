package dev.carafe.server.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.carafe.model.file.ContainerUser;
import dev.carafe.model.spi.BlobStore;
import dev.carafe.model.spi.VolumeHeads;
import dev.carafe.scheduler.store.AppStore;
import dev.carafe.scheduler.store.CallStore;
import dev.carafe.scheduler.store.Database;
import dev.carafe.scheduler.store.SecretStore;
import dev.carafe.scheduler.store.SqliteVolumeHeads;
import dev.carafe.server.ServerOptions;
import dev.carafe.server.calls.SpawnedCalls;
import dev.carafe.server.security.SecretBox;
import dev.carafe.server.security.SecretVault;
import dev.carafe.server.upkeep.StagingFolders;
import dev.carafe.volumes.attach.OverlayProbe;
import dev.carafe.volumes.attach.TreeKind;
import dev.carafe.volumes.attach.VolumeAttachments;
import dev.carafe.volumes.bucket.BucketMounts;
import dev.carafe.volumes.content.FileBlobStore;
import dev.carafe.volumes.version.VolumeStore;
import dev.carafe.volumes.version.VolumeUsers;
import java.time.Clock;

/// What is kept: the database, blobs, Volumes, secrets.
final class StoreModule extends AbstractModule {

  @Provides
  @Singleton
  Database database(ServerOptions options) {
    return Database.open(options.dataDir().resolve("carafe.db"));
  }

  @Provides
  @Singleton
  AppStore apps(Database database) {
    return new AppStore(database);
  }

  @Provides
  @Singleton
  SpawnedCalls spawnedCalls(Database database) {
    return new SpawnedCalls(new CallStore(database));
  }

  @Provides
  @Singleton
  SecretVault secrets(Database database, ServerOptions options) {
    return new SecretVault(
        new SecretStore(database), SecretBox.open(options.dataDir().resolve("secrets.key")));
  }

  @Provides
  @Singleton
  VolumeHeads heads(Database database) {
    return new SqliteVolumeHeads(database);
  }

  @Provides
  @Singleton
  FileBlobStore blobs(ServerOptions options) {
    return FileBlobStore.open(options.dataDir().resolve("volumes"), Clock.systemUTC());
  }

  @Provides
  BlobStore blobStore(FileBlobStore blobs) {
    return blobs;
  }

  @Provides
  @Singleton
  StagingFolders staging(FileBlobStore blobs) {
    return new StagingFolders(blobs, Clock.systemUTC());
  }

  @Provides
  @Singleton
  VolumeUsers users() {
    return new VolumeUsers();
  }

  @Provides
  @Singleton
  VolumeStore volumes(FileBlobStore blobs, VolumeHeads heads, VolumeUsers users) {
    return new VolumeStore(blobs, heads, users, Clock.systemUTC());
  }

  @Provides
  @Singleton
  BucketMounts buckets(ServerOptions options, ContainerUser user) {
    return BucketMounts.open(options.dataDir(), user);
  }

  @Provides
  @Singleton
  VolumeAttachments attachments(
      FileBlobStore blobs,
      VolumeStore volumes,
      VolumeUsers users,
      ServerOptions options,
      ContainerUser user) {
    TreeKind kind = OverlayProbe.best(options.dataDir());
    return VolumeAttachments.open(blobs, volumes, users, kind, user, Clock.systemUTC());
  }
}
