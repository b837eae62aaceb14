package dev.carafe.server.endpoint;

import dev.carafe.model.app.AppSpec;
import dev.carafe.model.id.BlobId;
import dev.carafe.model.spi.VolumeHeads.VolumeVersion;
import dev.carafe.protocol.proto.CollectReply;
import dev.carafe.protocol.proto.CollectRequest;
import dev.carafe.protocol.proto.CommitFilesRequest;
import dev.carafe.protocol.proto.CreateVolumeRequest;
import dev.carafe.protocol.proto.DeleteVolumeReply;
import dev.carafe.protocol.proto.DeleteVolumeRequest;
import dev.carafe.protocol.proto.FileChange;
import dev.carafe.protocol.proto.FileRow;
import dev.carafe.protocol.proto.ImportBucketEvent;
import dev.carafe.protocol.proto.ImportBucketRequest;
import dev.carafe.protocol.proto.IngestReply;
import dev.carafe.protocol.proto.IngestRequest;
import dev.carafe.protocol.proto.ListFilesReply;
import dev.carafe.protocol.proto.ListFilesRequest;
import dev.carafe.protocol.proto.ListVolumesReply;
import dev.carafe.protocol.proto.ListVolumesRequest;
import dev.carafe.protocol.proto.OpenStagingReply;
import dev.carafe.protocol.proto.OpenStagingRequest;
import dev.carafe.protocol.proto.RenameVolumeRequest;
import dev.carafe.protocol.proto.RestoreVersionRequest;
import dev.carafe.protocol.proto.StagedFile;
import dev.carafe.protocol.proto.VersionRow;
import dev.carafe.protocol.proto.VersionsReply;
import dev.carafe.protocol.proto.VolumeName;
import dev.carafe.protocol.proto.VolumeRow;
import dev.carafe.protocol.proto.VolumeState;
import dev.carafe.protocol.proto.VolumesGrpc;
import dev.carafe.server.deploy.AppInstance;
import dev.carafe.server.deploy.Apps;
import dev.carafe.server.refusal.Refusal;
import dev.carafe.server.security.SecretVault;
import dev.carafe.server.security.Tokens;
import dev.carafe.server.upkeep.StagingFolders;
import dev.carafe.server.upkeep.Upkeep;
import dev.carafe.volumes.content.FileBlobStore;
import dev.carafe.volumes.imports.BucketImports;
import dev.carafe.volumes.version.Change;
import dev.carafe.volumes.version.Entry;
import dev.carafe.volumes.version.Manifest;
import dev.carafe.volumes.version.VolumeException;
import dev.carafe.volumes.version.VolumeStore;
import dev.carafe.volumes.version.VolumeUsers;
import io.grpc.stub.StreamObserver;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Volumes from outside of containers. Runs on threads that may block.
public final class VolumesEndpoint extends VolumesGrpc.VolumesImplBase {
  private static final int ROWS_PER_MESSAGE = 1_000;
  private static final Duration LEAST_GRACE = Duration.ofMinutes(10);

  /// The SHA-256 of nothing.
  private static final BlobId NO_BYTES =
      new BlobId("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

  private static final String PROOF = "proof";

  private final VolumeStore volumes;
  private final VolumeUsers users;
  private final Apps apps;
  private final FileBlobStore blobs;
  private final StagingFolders staging;
  private final Upkeep upkeep;
  private final Optional<BucketImports> imports;
  private final SecretVault secrets;

  public VolumesEndpoint(
      VolumeStore volumes,
      VolumeUsers users,
      FileBlobStore blobs,
      Apps apps,
      StagingFolders staging,
      Upkeep upkeep,
      Optional<BucketImports> imports,
      SecretVault secrets) {
    this.volumes = volumes;
    this.users = users;
    this.apps = apps;
    this.blobs = blobs;
    this.staging = staging;
    this.upkeep = upkeep;
    this.imports = imports;
    this.secrets = secrets;
  }

  /// The same for containers: these reach neither the secrets of others nor, by way of the server,
  /// a network that they may not reach.
  public VolumesEndpoint withoutImports() {
    return new VolumesEndpoint(
        volumes, users, blobs, apps, staging, upkeep, Optional.empty(), secrets);
  }

  @Override
  public void createVolume(CreateVolumeRequest request, StreamObserver<VolumeState> out) {
    Answers.one(
        out,
        () -> {
          boolean there =
              volumes.list().stream().anyMatch(v -> v.volume().equals(request.getName()));
          VolumeVersion head =
              request.getExistOk()
                  ? volumes.createIfMissing(request.getName(), "a client")
                  : volumes.create(request.getName(), "a client");
          return state(head).toBuilder().setCreated(!there).build();
        });
  }

  private static VolumeState state(VolumeVersion version) {
    return VolumeState.newBuilder().setName(version.volume()).setVersion(version.number()).build();
  }

  @Override
  public void listVolumes(ListVolumesRequest request, StreamObserver<ListVolumesReply> out) {
    Answers.one(
        out,
        () ->
            ListVolumesReply.newBuilder()
                .addAllVolumes(volumes.list().stream().map(this::row).toList())
                .build());
  }

  private VolumeRow row(VolumeVersion head) {
    Manifest held = volumes.manifest(head);
    return VolumeRow.newBuilder()
        .setName(head.volume())
        .setVersion(head.number())
        .setFiles(held.files())
        .setBytes(held.bytes())
        .setChangedMillis(head.at().toEpochMilli())
        .addAllUsedBy(users.of(head.volume()))
        .build();
  }

  @Override
  public void deleteVolume(DeleteVolumeRequest request, StreamObserver<DeleteVolumeReply> out) {
    Answers.one(
        out,
        () -> {
          if (!request.getForce()) {
            refuseMounted(request.getName(), "deleted", ", or use force (--force)");
          }
          volumes.delete(request.getName(), request.getForce());
          return DeleteVolumeReply.getDefaultInstance();
        });
  }

  @Override
  public void renameVolume(RenameVolumeRequest request, StreamObserver<VolumeState> out) {
    Answers.one(
        out,
        () -> {
          refuseMounted(request.getName(), "renamed", "");
          return state(volumes.rename(request.getName(), request.getNewName()));
        });
  }

  /// An app whose containers all sleep needs its Volumes as well.
  private void refuseMounted(String volume, String verb, String otherwise) {
    List<String> mounting =
        apps.all().stream()
            .filter(app -> mounts(app.deployment().app(), volume))
            .map(AppInstance::name)
            .sorted()
            .distinct()
            .toList();
    if (!mounting.isEmpty()) {
      throw new VolumeException(
          VolumeException.Kind.IN_USE,
          "the Volume %s is mounted by the app %s, so it was not %s; stop that first (carafe app stop %s)%s"
              .formatted(
                  volume, String.join(", ", mounting), verb, mounting.getFirst(), otherwise));
    }
  }

  private static boolean mounts(AppSpec app, String volume) {
    return app.services().stream()
        .flatMap(service -> service.mounts().stream())
        .anyMatch(mount -> mount.volume().equals(volume));
  }

  @Override
  public void versions(VolumeName request, StreamObserver<VersionsReply> out) {
    Answers.one(
        out,
        () ->
            VersionsReply.newBuilder()
                .addAllVersions(
                    volumes.versions(request.getName()).stream().map(this::versionRow).toList())
                .build());
  }

  private VersionRow versionRow(VolumeVersion version) {
    Manifest held = volumes.manifest(version);
    return VersionRow.newBuilder()
        .setVersion(version.number())
        .setAtMillis(version.at().toEpochMilli())
        .setBy(version.by())
        .setFiles(held.files())
        .setBytes(held.bytes())
        .build();
  }

  @Override
  public void restoreVersion(RestoreVersionRequest request, StreamObserver<VolumeState> out) {
    Answers.one(
        out,
        () -> {
          String volume = request.getVolume();
          if (request.getVersion() < 1) {
            throw Refusal.invalid("name the version to restore: a number from 1 on");
          }
          long before = volumes.head(volume).number();
          VolumeVersion now = volumes.restore(volume, request.getVersion(), "a client");
          return state(now).toBuilder().setCreated(now.number() > before).build();
        });
  }

  @Override
  public void collect(CollectRequest request, StreamObserver<CollectReply> out) {
    Answers.one(
        out,
        () -> {
          Duration grace = Duration.ofMillis(request.getGraceMillis());
          if (!grace.isZero() && grace.compareTo(LEAST_GRACE) < 0) {
            throw Refusal.invalid(
                "the grace time is to be at least %d minutes: what is uploaded now would be removed before it is used"
                    .formatted(LEAST_GRACE.toMinutes()));
          }
          int versions =
              request.getVolume().isEmpty()
                  ? 0
                  : volumes.keepNewest(request.getVolume(), request.getKeepVersions());
          Upkeep.Freed freed = grace.isZero() ? upkeep.run() : upkeep.run(grace);
          return CollectReply.newBuilder()
              .setVersions(versions)
              .setBlobs(freed.blobs())
              .setBytes(freed.bytes())
              .setTrees(freed.trees())
              .setStagingFolders(freed.brokenUploads())
              .setGraceMillis(freed.grace().toMillis())
              .setTooEarly(freed.tooEarly())
              .build();
        });
  }

  @Override
  public void listFiles(ListFilesRequest request, StreamObserver<ListFilesReply> out) {
    Answers.many(
        out,
        () -> {
          String volume = request.getVolume();
          List<Entry> entries =
              request.getItself()
                  ? List.of(volumes.entry(volume, request.getPath(), request.getVersion()))
                  : volumes.files(
                      volume, request.getPath(), request.getRecursive(), request.getVersion());
          for (int i = 0; i < entries.size(); i += ROWS_PER_MESSAGE) {
            List<Entry> part = entries.subList(i, Math.min(entries.size(), i + ROWS_PER_MESSAGE));
            out.onNext(
                ListFilesReply.newBuilder()
                    .addAllFiles(part.stream().map(VolumesEndpoint::row).toList())
                    .build());
          }
          return out;
        });
  }

  private static FileRow row(Entry entry) {
    FileRow.Builder row =
        FileRow.newBuilder()
            .setPath(entry.path())
            .setMode(entry.mode())
            .setMtimeMillis(entry.modified().toEpochMilli())
            .setMtimeNanos(entry.modified().get(ChronoField.NANO_OF_SECOND) % 1_000_000);
    switch (entry) {
      case Entry.File file ->
          row.setType(FileRow.Type.TYPE_FILE).setSize(file.size()).setBlob(file.blob().sha256());
      case Entry.Directory _ -> row.setType(FileRow.Type.TYPE_DIRECTORY);
      case Entry.Symlink link -> row.setType(FileRow.Type.TYPE_SYMLINK).setTarget(link.target());
    }
    return row.build();
  }

  @Override
  public StreamObserver<CommitFilesRequest> commitFiles(StreamObserver<VolumeState> out) {
    return new Commit(out);
  }

  /// Gathers changes; nothing happens before the client has sent them all.
  private final class Commit implements StreamObserver<CommitFilesRequest> {
    private final StreamObserver<VolumeState> out;
    private final List<FileChange> changes = new ArrayList<>();
    private String volume = "";
    private boolean force;
    private boolean check;

    Commit(StreamObserver<VolumeState> out) {
      this.out = out;
    }

    @Override
    public void onNext(CommitFilesRequest part) {
      if (volume.isEmpty()) {
        volume = part.getVolume();
        force = part.getForce();
        check = part.getCheck();
      }
      changes.addAll(part.getChangesList());
    }

    @Override
    public void onError(Throwable broken) {
      changes.clear();
    }

    @Override
    public void onCompleted() {
      Answers.one(
          out,
          () -> {
            if (check) {
              return state(volumes.check(volume, all(), force));
            }
            long before = volumes.head(volume).number();
            VolumeVersion now = volumes.commit(volume, all(), force, "a client");
            return state(now).toBuilder().setCreated(now.number() > before).build();
          });
    }

    private List<Change> all() {
      return changes.stream().map(each -> change(each, check)).toList();
    }
  }

  private Change change(FileChange change, boolean check) {
    return switch (change.getKindCase()) {
      case PUT -> new Change.Put(entry(change.getPut(), check));
      case REMOVE -> new Change.Remove(change.getRemove());
      case MOVE -> new Change.Move(change.getMove().getFrom(), change.getMove().getTo());
      case COPY -> new Change.Copy(change.getCopy().getFrom(), change.getCopy().getTo());
      case KIND_NOT_SET -> throw Refusal.invalid("a change without a kind");
    };
  }

  /// To check a change, any content will do for a file.
  private Entry entry(FileRow row, boolean check) {
    Instant modified = Instant.ofEpochMilli(row.getMtimeMillis()).plusNanos(row.getMtimeNanos());
    return switch (row.getType()) {
      case TYPE_FILE -> {
        BlobId blob = check ? NO_BYTES : new BlobId(row.getBlob());
        if (!check && !blobs.has(blob)) {
          throw Refusal.invalid("the content of %s was not uploaded".formatted(row.getPath()));
        }
        yield new Entry.File(row.getPath(), row.getMode(), modified, row.getSize(), blob);
      }
      case TYPE_DIRECTORY -> new Entry.Directory(row.getPath(), row.getMode(), modified);
      case TYPE_SYMLINK -> new Entry.Symlink(row.getPath(), row.getTarget(), modified);
      case UNRECOGNIZED ->
          throw Refusal.invalid("%s is of an unknown type".formatted(row.getPath()));
    };
  }

  @Override
  public void openStaging(OpenStagingRequest request, StreamObserver<OpenStagingReply> out) {
    Answers.one(
        out,
        () -> {
          Path folder = staging.open();
          byte[] proof = Tokens.secret().getBytes(StandardCharsets.UTF_8);
          Files.write(folder.resolve(PROOF), proof);
          return OpenStagingReply.newBuilder()
              .setDirectory(folder.toString())
              .setProofFile(PROOF)
              .setProofSha256(
                  HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(proof)))
              .build();
        });
  }

  @Override
  public StreamObserver<IngestRequest> ingest(StreamObserver<IngestReply> out) {
    return new Ingest(blobs.batch(), this::staged, out);
  }

  @Override
  public void importBucket(ImportBucketRequest request, StreamObserver<ImportBucketEvent> out) {
    if (imports.isEmpty()) {
      out.onError(
          Answers.status(
              Refusal.invalid(
                  "containers cannot import buckets; import from outside (carafe volume import), or mount the bucket with @BucketMount")));
      return;
    }
    new BucketImport(imports.get(), volumes, secrets, out).run(request);
  }

  private Path staged(StagedFile file) {
    Path folder = Path.of(file.getDirectory());
    staging.used(folder);
    Path path = folder.resolve(file.getName()).normalize();
    if (!folder.equals(path.getParent())) {
      throw Refusal.invalid("not a file of the staging folder: " + file.getName());
    }
    return path;
  }
}
