package dev.carafe.server.upkeep;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.model.app.AppSpec;
import dev.carafe.model.app.DeploymentSpec;
import dev.carafe.model.app.ImageSpec;
import dev.carafe.model.file.ContainerUser;
import dev.carafe.model.id.BlobId;
import dev.carafe.model.id.CallId;
import dev.carafe.protocol.proto.BlobRef;
import dev.carafe.protocol.proto.Outcome;
import dev.carafe.protocol.proto.Payload;
import dev.carafe.protocol.wire.ModelJson;
import dev.carafe.scheduler.store.AppStore;
import dev.carafe.scheduler.store.CallStore;
import dev.carafe.scheduler.store.Database;
import dev.carafe.scheduler.store.SqliteVolumeHeads;
import dev.carafe.server.calls.CallTable;
import dev.carafe.server.calls.SpawnedCalls;
import dev.carafe.server.containers.Containers;
import dev.carafe.server.deploy.Apps;
import dev.carafe.volumes.attach.TreeKind;
import dev.carafe.volumes.attach.VolumeAttachments;
import dev.carafe.volumes.content.FileBlobStore;
import dev.carafe.volumes.imports.BucketImports;
import dev.carafe.volumes.version.BlobCollector;
import dev.carafe.volumes.version.VolumeStore;
import dev.carafe.volumes.version.VolumeUsers;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UpkeepTest {
  @TempDir Path dir;

  private static BlobId put(FileBlobStore blobs, String text) {
    return blobs.put(new ByteArrayInputStream(text.getBytes(UTF_8)));
  }

  private static Payload in(BlobId blob) {
    return Payload.newBuilder().setBlob(BlobRef.newBuilder().setSha256(blob.sha256())).build();
  }

  @Test
  void onlyBytesThatNothingNeedsGo() {
    try (Database database = Database.open(dir.resolve("carafe.db"))) {
      FileBlobStore blobs = FileBlobStore.open(dir.resolve("volumes"), Clock.systemUTC());
      VolumeUsers users = new VolumeUsers();
      VolumeStore volumes =
          new VolumeStore(blobs, new SqliteVolumeHeads(database), users, Clock.systemUTC());
      VolumeAttachments attachments =
          VolumeAttachments.open(
              blobs, volumes, users, TreeKind.LINKS, ContainerUser.ofServer(), Clock.systemUTC());
      AppStore store = new AppStore(database);
      CallStore stored = new CallStore(database);
      SpawnedCalls spawned = new SpawnedCalls(stored);
      Apps apps = new Apps(_ -> {});
      CallTable calls = new CallTable(_ -> {}, spawned, new Containers());
      NeededBlobs needed = new NeededBlobs(store, apps, calls, spawned);

      BlobId code = put(blobs, "code of a version that may be rolled back to");
      BlobId argument = put(blobs, "argument of a call that has not ended");
      BlobId result = put(blobs, "result of one that has");
      BlobId old = put(blobs, "result that expired");
      BlobId unused = put(blobs, "nobody's");
      DeploymentSpec deployment =
          new DeploymentSpec(
              new AppSpec("demo", List.of(), List.of()),
              List.of(),
              List.of(new ImageSpec.Jar("demo.jar", code, 1)));
      store.add("demo", "d", ModelJson.write(deployment), Instant.now(), "");
      add(stored, "ca-1", argument);
      add(stored, "ca-2", argument);
      end(stored, "ca-2", result, Instant.now());
      add(stored, "ca-3", argument);
      end(stored, "ca-3", old, Instant.now().minus(Duration.ofDays(8)));

      Upkeep upkeep =
          new Upkeep(
              spawned,
              attachments,
              new BlobCollector(
                  blobs,
                  volumes,
                  attachments::manifestsInUse,
                  List.of(needed::code, needed::payloads)),
              new StagingFolders(blobs, Clock.systemUTC()),
              blobs.partials(),
              new BucketImports(blobs, volumes),
              Clock.systemUTC());
      upkeep.run(Duration.ZERO);

      assertThat(List.of(code, argument, result)).allMatch(blobs::has);
      assertThat(List.of(old, unused)).noneMatch(blobs::has);
    }
  }

  private static void add(CallStore calls, String id, BlobId argument) {
    calls.add(new CallId(id), new byte[0], in(argument).toByteArray(), Instant.now()).join();
  }

  private static void end(CallStore calls, String id, BlobId result, Instant at) {
    byte[] outcome = Outcome.newBuilder().setSucceeded(in(result)).build().toByteArray();
    calls.end(new CallId(id), outcome, at).join();
  }
}
