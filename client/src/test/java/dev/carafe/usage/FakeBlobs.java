package dev.carafe.usage;

import com.google.protobuf.ByteString;
import dev.carafe.protocol.proto.BlobRef;
import dev.carafe.protocol.proto.BlobsGrpc;
import dev.carafe.protocol.proto.Chunk;
import dev.carafe.protocol.proto.MissingReply;
import dev.carafe.protocol.proto.MissingRequest;
import dev.carafe.protocol.proto.UploadChunk;
import dev.carafe.protocol.proto.UploadReply;
import io.grpc.stub.StreamObserver;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Blobs in memory.
final class FakeBlobs extends BlobsGrpc.BlobsImplBase {
  private static final int CHUNK = 256 * 1024;

  final AtomicInteger uploads = new AtomicInteger();
  private final Map<String, ByteString> blobs = new ConcurrentHashMap<>();

  byte[] get(String sha256) {
    ByteString blob = blobs.get(sha256);
    if (blob == null) {
      throw new IllegalStateException("there is no blob " + sha256);
    }
    return blob.toByteArray();
  }

  BlobRef put(byte[] bytes) {
    String hash = hash(bytes);
    blobs.put(hash, ByteString.copyFrom(bytes));
    return BlobRef.newBuilder().setSha256(hash).setSize(bytes.length).build();
  }

  private static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void missing(MissingRequest request, StreamObserver<MissingReply> out) {
    out.onNext(
        MissingReply.newBuilder()
            .addAllSha256(
                request.getSha256List().stream().filter(h -> !blobs.containsKey(h)).toList())
            .build());
    out.onCompleted();
  }

  @Override
  public StreamObserver<UploadChunk> upload(StreamObserver<UploadReply> out) {
    return new StreamObserver<>() {
      private String expected = "";
      private ByteString all = ByteString.EMPTY;

      @Override
      public void onNext(UploadChunk chunk) {
        expected = chunk.hasBlob() ? chunk.getBlob().getSha256() : expected;
        all = all.concat(chunk.getData());
      }

      @Override
      public void onError(Throwable broken) {}

      @Override
      public void onCompleted() {
        uploads.incrementAndGet();
        if (!hash(all.toByteArray()).equals(expected)) {
          throw new IllegalStateException("a damaged upload");
        }
        blobs.put(expected, all);
        out.onNext(UploadReply.getDefaultInstance());
        out.onCompleted();
      }
    };
  }

  @Override
  public void download(BlobRef request, StreamObserver<Chunk> out) {
    byte[] bytes = get(request.getSha256());
    for (int at = 0; at < bytes.length; at += CHUNK) {
      out.onNext(
          Chunk.newBuilder()
              .setData(ByteString.copyFrom(bytes, at, Math.min(CHUNK, bytes.length - at)))
              .build());
    }
    out.onCompleted();
  }
}
