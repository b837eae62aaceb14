package dev.carafe.client.control;

import com.google.protobuf.ByteString;
import dev.carafe.protocol.proto.BlobRef;
import dev.carafe.protocol.proto.CommitFilesRequest;
import dev.carafe.protocol.proto.CreateVolumeRequest;
import dev.carafe.protocol.proto.DeleteVolumeReply;
import dev.carafe.protocol.proto.DeleteVolumeRequest;
import dev.carafe.protocol.proto.FileChange;
import dev.carafe.protocol.proto.FileRow;
import dev.carafe.protocol.proto.IngestReply;
import dev.carafe.protocol.proto.IngestRequest;
import dev.carafe.protocol.proto.ListFilesReply;
import dev.carafe.protocol.proto.ListFilesRequest;
import dev.carafe.protocol.proto.ListVolumesReply;
import dev.carafe.protocol.proto.ListVolumesRequest;
import dev.carafe.protocol.proto.OpenStagingReply;
import dev.carafe.protocol.proto.OpenStagingRequest;
import dev.carafe.protocol.proto.StagedFile;
import dev.carafe.protocol.proto.VersionRow;
import dev.carafe.protocol.proto.VersionsReply;
import dev.carafe.protocol.proto.VolumeName;
import dev.carafe.protocol.proto.VolumeRow;
import dev.carafe.protocol.proto.VolumeState;
import dev.carafe.protocol.proto.VolumesGrpc;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Volumes in memory: one tree and a version number each.
public final class FakeVolumes extends VolumesGrpc.VolumesImplBase {
  private static final class Tree {
    private final TreeMap<String, FileRow> rows = new TreeMap<>();
    private long version;
  }

  private final Map<String, Tree> volumes = new TreeMap<>();
  private final FakeBlobs blobs;
  private Optional<Path> staging = Optional.empty();
  private String proof = "proof";
  private int adopted;

  public FakeVolumes(FakeBlobs blobs) {
    this.blobs = blobs;
  }

  /// Offers a folder of this machine; `provable` tells whether its proof is the real one.
  public synchronized void offerStaging(Path folder, boolean provable) {
    try {
      Files.writeString(folder.resolve("proof"), provable ? proof : "of another machine");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    staging = Optional.of(folder);
  }

  public synchronized int adopted() {
    return adopted;
  }

  public synchronized Map<String, FileRow> rows(String volume) {
    return Map.copyOf(tree(volume).rows);
  }

  public synchronized long version(String volume) {
    return tree(volume).version;
  }

  private Tree tree(String volume) {
    Tree tree = volumes.get(volume);
    if (tree == null) {
      throw Status.NOT_FOUND.withDescription("There is no Volume " + volume).asRuntimeException();
    }
    return tree;
  }

  @Override
  public synchronized void createVolume(
      CreateVolumeRequest request, StreamObserver<VolumeState> reply) {
    boolean created = volumes.putIfAbsent(request.getName(), new Tree()) == null;
    if (!created && !request.getExistOk()) {
      reply.onError(
          Status.ALREADY_EXISTS
              .withDescription("There is a Volume %s already.".formatted(request.getName()))
              .asException());
      return;
    }
    answer(reply, VolumeState.newBuilder().setName(request.getName()).build());
  }

  @Override
  public synchronized void listVolumes(
      ListVolumesRequest request, StreamObserver<ListVolumesReply> reply) {
    var rows = ListVolumesReply.newBuilder();
    volumes.forEach(
        (name, tree) ->
            rows.addVolumes(
                VolumeRow.newBuilder()
                    .setName(name)
                    .setVersion(tree.version)
                    .setFiles(tree.rows.size())));
    answer(reply, rows.build());
  }

  @Override
  public synchronized void deleteVolume(
      DeleteVolumeRequest request, StreamObserver<DeleteVolumeReply> reply) {
    volumes.remove(request.getName());
    answer(reply, DeleteVolumeReply.getDefaultInstance());
  }

  @Override
  public synchronized void listFiles(
      ListFilesRequest request, StreamObserver<ListFilesReply> reply) {
    Tree tree = tree(request.getVolume());
    FileRow own = tree.rows.get(request.getPath());
    var rows = ListFilesReply.newBuilder();
    if (own != null && own.getType() != FileRow.Type.TYPE_DIRECTORY) {
      rows.addFiles(own);
    } else {
      String prefix = request.getPath().isEmpty() ? "" : request.getPath() + "/";
      tree.rows.values().stream()
          .filter(row -> row.getPath().startsWith(prefix))
          .filter(
              row ->
                  request.getRecursive() || !row.getPath().substring(prefix.length()).contains("/"))
          .forEach(rows::addFiles);
      if (rows.getFilesCount() == 0 && own == null && !prefix.isEmpty()) {
        reply.onError(
            Status.NOT_FOUND
                .withDescription("There is no %s.".formatted(request.getPath()))
                .asException());
        return;
      }
      if (request.getItself()) {
        rows.clearFiles().addFiles(own == null ? directory(request.getPath()) : own);
      }
    }
    answer(reply, rows.build());
  }

  private static FileRow directory(String path) {
    return FileRow.newBuilder()
        .setPath(path)
        .setMode(0755)
        .setType(FileRow.Type.TYPE_DIRECTORY)
        .build();
  }

  @Override
  public StreamObserver<CommitFilesRequest> commitFiles(StreamObserver<VolumeState> reply) {
    return new StreamObserver<>() {
      private final List<FileChange> changes = new ArrayList<>();
      private CommitFilesRequest first = CommitFilesRequest.getDefaultInstance();

      @Override
      public void onNext(CommitFilesRequest request) {
        first = changes.isEmpty() ? request : first;
        changes.addAll(request.getChangesList());
      }

      @Override
      public void onError(Throwable thrown) {}

      @Override
      public void onCompleted() {
        commit(first, changes, reply);
      }
    };
  }

  private synchronized void commit(
      CommitFilesRequest request, List<FileChange> changes, StreamObserver<VolumeState> reply) {
    Tree tree = tree(request.getVolume());
    List<String> existing =
        changes.stream()
            .filter(FileChange::hasPut)
            .filter(change -> change.getPut().getType() != FileRow.Type.TYPE_DIRECTORY)
            .map(change -> change.getPut().getPath())
            .filter(tree.rows::containsKey)
            .toList();
    if (!existing.isEmpty() && !request.getForce()) {
      reply.onError(
          Status.ALREADY_EXISTS
              .withDescription("exist already: " + String.join(", ", existing))
              .asException());
      return;
    }
    if (request.getCheck()) {
      answer(reply, VolumeState.newBuilder().setName(request.getVolume()).build());
      return;
    }
    long before = tree.version;
    Map<String, FileRow> rowsBefore = Map.copyOf(tree.rows);
    for (FileChange change : changes) {
      switch (change.getKindCase()) {
        case PUT -> tree.rows.put(change.getPut().getPath(), change.getPut());
        case REMOVE -> tree.rows.keySet().removeIf(p -> isAtOrBelow(p, change.getRemove()));
        case MOVE, COPY, KIND_NOT_SET ->
            throw Status.UNIMPLEMENTED.withDescription("not in this fake").asRuntimeException();
      }
    }
    tree.version += tree.rows.equals(rowsBefore) ? 0 : 1;
    VolumeState.Builder state = VolumeState.newBuilder().setName(request.getVolume());
    answer(reply, state.setVersion(tree.version).setCreated(tree.version > before).build());
  }

  private static boolean isAtOrBelow(String path, String directory) {
    return path.equals(directory) || path.startsWith(directory + "/");
  }

  @Override
  public synchronized void versions(VolumeName request, StreamObserver<VersionsReply> reply) {
    answer(
        reply,
        VersionsReply.newBuilder()
            .addVersions(VersionRow.newBuilder().setVersion(tree(request.getName()).version))
            .build());
  }

  @Override
  public synchronized void openStaging(
      OpenStagingRequest request, StreamObserver<OpenStagingReply> reply) {
    var digest = Hashing.sha256();
    digest.update(proof.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    answer(
        reply,
        staging
            .map(
                folder ->
                    OpenStagingReply.newBuilder()
                        .setDirectory(folder.toString())
                        .setProofFile("proof")
                        .setProofSha256(Hashing.id(digest).sha256())
                        .build())
            .orElse(OpenStagingReply.getDefaultInstance()));
  }

  @Override
  public StreamObserver<IngestRequest> ingest(StreamObserver<IngestReply> reply) {
    return new StreamObserver<>() {
      private final TreeMap<Integer, BlobRef> stored = new TreeMap<>();

      @Override
      public void onNext(IngestRequest request) {
        int number = request.getPack().getFirst();
        for (ByteString content : request.getPack().getContentsList()) {
          stored.put(number++, blobs.keep(content));
          blobs.streamed.addAndGet(content.size());
        }
        if (request.getStaged().getComplete()) {
          stored.put(request.getStaged().getNumber(), adopt(request.getStaged()));
        }
      }

      @Override
      public void onError(Throwable thrown) {}

      @Override
      public void onCompleted() {
        answer(reply, IngestReply.newBuilder().addAllBlobs(stored.values()).build());
      }
    };
  }

  private synchronized BlobRef adopt(StagedFile file) {
    Path staged = Path.of(file.getDirectory(), file.getName());
    try {
      adopted++;
      return blobs.keep(ByteString.copyFrom(Files.readAllBytes(staged)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T> void answer(StreamObserver<T> reply, T message) {
    reply.onNext(message);
    reply.onCompleted();
  }
}
