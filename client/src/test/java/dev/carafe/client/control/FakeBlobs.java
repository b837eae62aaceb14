package dev.carafe.client.control;

import com.google.protobuf.ByteString;
import dev.carafe.protocol.proto.BlobRef;
import dev.carafe.protocol.proto.BlobsGrpc;
import dev.carafe.protocol.proto.Chunk;
import dev.carafe.protocol.proto.MissingReply;
import dev.carafe.protocol.proto.MissingRequest;
import dev.carafe.protocol.proto.UploadChunk;
import dev.carafe.protocol.proto.UploadReply;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// Blobs in memory, with a count of the bytes that came as streams.
public final class FakeBlobs extends BlobsGrpc.BlobsImplBase {
  final Map<String, ByteString> blobs = new ConcurrentHashMap<>();
  final AtomicLong streamed = new AtomicLong();

  public long streamed() {
    return streamed.get();
  }

  public int count() {
    return blobs.size();
  }

  @Override
  public void missing(MissingRequest request, StreamObserver<MissingReply> reply) {
    reply.onNext(
        MissingReply.newBuilder()
            .addAllSha256(
                request.getSha256List().stream().filter(s -> !blobs.containsKey(s)).toList())
            .build());
    reply.onCompleted();
  }

  @Override
  public StreamObserver<UploadChunk> upload(StreamObserver<UploadReply> reply) {
    return new StreamObserver<>() {
      private BlobRef blob = BlobRef.getDefaultInstance();
      private ByteString data = ByteString.EMPTY;

      @Override
      public void onNext(UploadChunk chunk) {
        blob = chunk.hasBlob() ? chunk.getBlob() : blob;
        data = data.concat(chunk.getData());
        streamed.addAndGet(chunk.getData().size());
      }

      @Override
      public void onError(Throwable thrown) {}

      @Override
      public void onCompleted() {
        if (!store(blob, data)) {
          reply.onError(Status.INVALID_ARGUMENT.withDescription("wrong hash").asException());
          return;
        }
        reply.onNext(UploadReply.getDefaultInstance());
        reply.onCompleted();
      }
    };
  }

  /// Keeps the bytes if they are what their reference says.
  boolean store(BlobRef blob, ByteString data) {
    boolean right = ref(data).equals(blob);
    if (right) {
      blobs.put(blob.getSha256(), data);
    }
    return right;
  }

  /// Keeps the bytes, whatever they are.
  BlobRef keep(ByteString data) {
    BlobRef blob = ref(data);
    blobs.put(blob.getSha256(), data);
    return blob;
  }

  private static BlobRef ref(ByteString data) {
    var digest = Hashing.sha256();
    digest.update(data.toByteArray());
    return BlobRef.newBuilder().setSha256(Hashing.id(digest).sha256()).setSize(data.size()).build();
  }

  @Override
  public void download(BlobRef request, StreamObserver<Chunk> reply) {
    ByteString data = blobs.get(request.getSha256());
    if (data == null) {
      reply.onError(Status.NOT_FOUND.withDescription("no such blob").asException());
      return;
    }
    for (int at = 0; at < data.size(); at += 1000) {
      ByteString part = data.substring(at, Math.min(at + 1000, data.size()));
      reply.onNext(Chunk.newBuilder().setData(part).build());
    }
    reply.onCompleted();
  }
}
