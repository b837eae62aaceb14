package dev.carafe.client.control;

import dev.carafe.protocol.proto.CollectReply;
import dev.carafe.protocol.proto.CollectRequest;
import dev.carafe.protocol.proto.CommitFilesRequest;
import dev.carafe.protocol.proto.CreateVolumeRequest;
import dev.carafe.protocol.proto.DeleteVolumeRequest;
import dev.carafe.protocol.proto.FileChange;
import dev.carafe.protocol.proto.FileRow;
import dev.carafe.protocol.proto.ImportBucketEvent;
import dev.carafe.protocol.proto.ImportBucketRequest;
import dev.carafe.protocol.proto.ListFilesRequest;
import dev.carafe.protocol.proto.ListVolumesRequest;
import dev.carafe.protocol.proto.RenameVolumeRequest;
import dev.carafe.protocol.proto.RestoreVersionRequest;
import dev.carafe.protocol.proto.VersionRow;
import dev.carafe.protocol.proto.VolumeName;
import dev.carafe.protocol.proto.VolumeRow;
import dev.carafe.protocol.proto.VolumeState;
import dev.carafe.protocol.proto.VolumesGrpc;
import io.grpc.Channel;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/// The Volumes service, a method each; `dev.carafe.client.Volumes` is what users see. Threads may
/// share it.
public final class VolumeClient {
  private static final int CHANGES_AT_ONCE = 1_000;
  private static final Duration COLLECTING = Duration.ofHours(1);

  private final VolumesGrpc.VolumesBlockingV2Stub volumes;
  private final BlobSender blobs;
  private final Rpc rpc;

  VolumeClient(Channel channel, Rpc rpc, BlobSender blobs) {
    this.volumes = VolumesGrpc.newBlockingV2Stub(channel);
    this.blobs = blobs;
    this.rpc = rpc;
  }

  public BlobSender blobs() {
    return blobs;
  }

  public VolumeState create(String name, boolean existOk) {
    CreateVolumeRequest request =
        CreateVolumeRequest.newBuilder().setName(name).setExistOk(existOk).build();
    return rpc.ask(() -> rpc.limited(volumes).createVolume(request));
  }

  public List<VolumeRow> list() {
    return rpc.ask(() -> rpc.limited(volumes).listVolumes(ListVolumesRequest.getDefaultInstance()))
        .getVolumesList();
  }

  public void delete(String name, boolean force) {
    DeleteVolumeRequest request =
        DeleteVolumeRequest.newBuilder().setName(name).setForce(force).build();
    rpc.act(() -> rpc.limited(volumes).deleteVolume(request));
  }

  public VolumeState rename(String name, String newName) {
    RenameVolumeRequest request =
        RenameVolumeRequest.newBuilder().setName(name).setNewName(newName).build();
    return rpc.ask(() -> rpc.limited(volumes).renameVolume(request));
  }

  /// Of a version (0: the newest), what is at `path`: a directory's entries (all below with
  /// `recursive`), or the one file's row.
  public void files(
      String volume,
      long version,
      String path,
      boolean recursive,
      Consumer<? super FileRow> consumer) {
    ListFilesRequest request =
        ListFilesRequest.newBuilder()
            .setVolume(volume)
            .setVersion(version)
            .setPath(path)
            .setRecursive(recursive)
            .build();
    rpc.each(() -> volumes.listFiles(request), reply -> reply.getFilesList().forEach(consumer));
  }

  /// Of a version (0: the newest), what is at `path` itself, which is not the root.
  public FileRow file(String volume, long version, String path) {
    ListFilesRequest request =
        ListFilesRequest.newBuilder()
            .setVolume(volume)
            .setVersion(version)
            .setPath(path)
            .setItself(true)
            .build();
    FileRow[] itself = {FileRow.getDefaultInstance()};
    rpc.each(() -> volumes.listFiles(request), reply -> itself[0] = reply.getFiles(0));
    return itself[0];
  }

  /// Makes one version of all changes, or none.
  public VolumeState commit(String volume, boolean force, List<FileChange> changes) {
    return rpc.ask(
        () -> send(CommitFilesRequest.newBuilder().setVolume(volume).setForce(force), changes));
  }

  /// Refuses what a commit would refuse, before anything is uploaded for it.
  public void check(String volume, boolean force, List<FileChange> changes) {
    rpc.act(
        () ->
            send(
                CommitFilesRequest.newBuilder().setVolume(volume).setForce(force).setCheck(true),
                changes));
  }

  private VolumeState send(CommitFilesRequest.Builder first, List<FileChange> changes)
      throws StatusException, InterruptedException {
    BlockingClientCall<CommitFilesRequest, VolumeState> call = volumes.commitFiles();
    boolean answered = false;
    try {
      var request = first;
      for (int from = 0; from == 0 || from < changes.size(); from += CHANGES_AT_ONCE) {
        int to = Math.min(from + CHANGES_AT_ONCE, changes.size());
        if (!call.write(request.addAllChanges(changes.subList(from, to)).build())) {
          break; // the server has ended the call; read says why
        }
        request = CommitFilesRequest.newBuilder();
      }
      call.halfClose();
      VolumeState state =
          Objects.requireNonNull(call.read(), "a commit is answered with the Volume's state");
      answered = true;
      return state;
    } finally {
      if (!answered) {
        call.cancel("the commit was given up", null);
      }
    }
  }

  public VolumeState restore(String volume, long version) {
    RestoreVersionRequest request =
        RestoreVersionRequest.newBuilder().setVolume(volume).setVersion(version).build();
    return rpc.ask(() -> volumes.withDeadlineAfter(COLLECTING).restoreVersion(request));
  }

  /// Returns the last event, which says what became of it.
  public ImportBucketEvent importBucket(
      ImportBucketRequest request, Consumer<? super ImportBucketEvent> progress) {
    ImportBucketEvent[] last = {ImportBucketEvent.getDefaultInstance()};
    rpc.each(
        () -> volumes.importBucket(request),
        event -> {
          last[0] = event;
          progress.accept(event);
        });
    return last[0];
  }

  public CollectReply collect(CollectRequest request) {
    return rpc.ask(() -> volumes.withDeadlineAfter(COLLECTING).collect(request));
  }

  public List<VersionRow> versions(String volume) {
    return rpc.ask(
            () -> rpc.limited(volumes).versions(VolumeName.newBuilder().setName(volume).build()))
        .getVersionsList();
  }
}
