package dev.carafe.server.endpoint;

import com.google.protobuf.ByteString;
import dev.carafe.model.id.BlobId;
import dev.carafe.protocol.proto.BlobList;
import dev.carafe.protocol.proto.BlobRange;
import dev.carafe.protocol.proto.BlobRef;
import dev.carafe.protocol.proto.BlobsGrpc;
import dev.carafe.protocol.proto.BlocksReply;
import dev.carafe.protocol.proto.BlocksRequest;
import dev.carafe.protocol.proto.Chunk;
import dev.carafe.protocol.proto.MissingReply;
import dev.carafe.protocol.proto.MissingRequest;
import dev.carafe.protocol.proto.UploadChunk;
import dev.carafe.protocol.proto.UploadReply;
import dev.carafe.server.refusal.Refusal;
import dev.carafe.volumes.content.FileBlobStore;
import dev.carafe.volumes.version.VolumeStore;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Bytes by content, up and down in chunks. Runs on threads that may block.
public final class BlobsEndpoint extends BlobsGrpc.BlobsImplBase {
  private static final Logger log = LoggerFactory.getLogger(BlobsEndpoint.class);
  private static final int CHUNK = 256 * 1024;

  private final FileBlobStore blobs;
  private final VolumeStore volumes;

  public BlobsEndpoint(FileBlobStore blobs, VolumeStore volumes) {
    this.blobs = blobs;
    this.volumes = volumes;
  }

  @Override
  public void missing(MissingRequest request, StreamObserver<MissingReply> out) {
    Answers.one(
        out,
        () ->
            MissingReply.newBuilder()
                .addAllSha256(
                    request.getSha256List().stream()
                        .filter(id -> !blobs.has(new BlobId(id)))
                        .toList())
                .build());
  }

  @Override
  public StreamObserver<UploadChunk> upload(StreamObserver<UploadReply> out) {
    return new Upload(out);
  }

  @Override
  public StreamObserver<BlocksRequest> uploadBlocks(StreamObserver<BlocksReply> out) {
    return new BlocksUpload(blobs, volumes, out);
  }

  /// Chunks go to a file of the store's own, which takes it over once its hash is right; a broken
  /// upload leaves nothing.
  private final class Upload implements StreamObserver<UploadChunk> {
    private final StreamObserver<UploadReply> out;
    private @Nullable BlobId expected;
    private @Nullable Path folder;
    private @Nullable OutputStream file;

    Upload(StreamObserver<UploadReply> out) {
      this.out = out;
    }

    @Override
    public void onNext(UploadChunk chunk) {
      try {
        if (file == null) {
          expected = new BlobId(chunk.getBlob().getSha256());
          folder = blobs.openStaging();
          file = Files.newOutputStream(folder.resolve("upload"));
        }
        chunk.getData().writeTo(file);
      } catch (IOException | RuntimeException e) {
        discard();
        out.onError(Answers.status(e));
      }
    }

    @Override
    public void onError(Throwable broken) {
      discard();
    }

    private void discard() {
      try {
        if (file != null && folder != null) {
          file.close();
          Files.deleteIfExists(folder.resolve("upload"));
          Files.deleteIfExists(folder);
        }
      } catch (IOException e) {
        log.warn("an upload's leftovers stay in {} until the next start", folder, e);
      }
    }

    @Override
    public void onCompleted() {
      Answers.one(
          out,
          () -> {
            if (file == null || folder == null || expected == null) {
              throw Refusal.invalid("an upload without a chunk");
            }
            file.close();
            try {
              blobs.adopt(folder.resolve("upload"), expected);
            } finally {
              discard();
            }
            return UploadReply.getDefaultInstance();
          });
    }
  }

  @Override
  public void download(BlobRef request, StreamObserver<Chunk> out) {
    download(out, () -> Files.newInputStream(file(request.getSha256())), Long.MAX_VALUE);
  }

  @Override
  public void downloadAll(BlobList request, StreamObserver<Chunk> out) {
    download(
        out,
        () -> new InTurn(request.getSha256List().stream().map(this::file).iterator()),
        Long.MAX_VALUE);
  }

  @Override
  public void downloadRange(BlobRange request, StreamObserver<Chunk> out) {
    if (request.getOffset() < 0 || request.getLength() < 0) {
      out.onError(
          Answers.status(
              Refusal.invalid("a range of a blob begins before it, or has less than 0")));
      return;
    }
    download(
        out,
        () -> {
          Path file = file(request.getSha256());
          InputStream in = Files.newInputStream(file);
          in.skipNBytes(Math.min(request.getOffset(), Files.size(file)));
          return in;
        },
        request.getLength());
  }

  private interface Content {
    InputStream open() throws IOException;
  }

  /// Sends on a thread of its own: a call's word that there is room again comes only after this
  /// method has returned.
  private void download(StreamObserver<Chunk> out, Content content, long length) {
    var stream = (ServerCallStreamObserver<Chunk>) out;
    Readiness ready = new Readiness(stream);
    Thread.startVirtualThread(
        () ->
            Answers.many(
                out,
                () -> {
                  try (InputStream in = content.open()) {
                    send(in, length, stream, ready);
                  }
                  return out;
                }));
  }

  private Path file(String sha256) {
    return blobs
        .file(new BlobId(sha256))
        .orElseThrow(() -> Refusal.notFound("there is no blob " + sha256));
  }

  private static void send(InputStream in, long length, StreamObserver<Chunk> out, Readiness ready)
      throws IOException, InterruptedException {
    byte[] buffer = new byte[CHUNK];
    long left = length;
    while (left > 0) {
      int read = in.readNBytes(buffer, 0, (int) Math.min(left, buffer.length));
      if (read == 0) {
        return;
      }
      left -= read;
      ready.await();
      out.onNext(Chunk.newBuilder().setData(ByteString.copyFrom(buffer, 0, read)).build());
    }
  }
}
