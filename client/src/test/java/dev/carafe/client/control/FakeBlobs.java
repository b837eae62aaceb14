package dev.carafe.client.control;

import com.google.protobuf.ByteString;
import dev.carafe.model.block.Blocks;
import dev.carafe.protocol.proto.BlobBlock;
import dev.carafe.protocol.proto.BlobRef;
import dev.carafe.protocol.proto.BlobsGrpc;
import dev.carafe.protocol.proto.BlockRun;
import dev.carafe.protocol.proto.BlocksReply;
import dev.carafe.protocol.proto.BlocksRequest;
import dev.carafe.protocol.proto.Chunk;
import dev.carafe.protocol.proto.MissingReply;
import dev.carafe.protocol.proto.MissingRequest;
import dev.carafe.protocol.proto.UploadChunk;
import dev.carafe.protocol.proto.UploadReply;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// Blobs in memory, with a count of the bytes that came as streams.
public final class FakeBlobs extends BlobsGrpc.BlobsImplBase {
  final Map<String, ByteString> blobs = new ConcurrentHashMap<>();
  final Map<ByteString, ByteString> blocks = new ConcurrentHashMap<>(); // by hash
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

  /// Wants all blocks but those that an earlier blob, or an earlier try, came in.
  @Override
  public StreamObserver<BlocksRequest> uploadBlocks(StreamObserver<BlocksReply> reply) {
    return new StreamObserver<>() {
      private BlobRef blob = BlobRef.getDefaultInstance();
      private final List<BlobBlock> outlined = new ArrayList<>();
      private byte[] bytes = {};

      @Override
      public void onNext(BlocksRequest request) {
        if (request.hasData()) {
          ByteString data = request.getData().getData();
          data.copyTo(bytes, (int) request.getData().getOffset());
          streamed.addAndGet(data.size());
          return;
        }
        blob = request.getOutline().hasBlob() ? request.getOutline().getBlob() : blob;
        outlined.addAll(request.getOutline().getBlocksList());
        if (request.getOutline().getLast()) {
          bytes = new byte[(int) blob.getSize()];
          reply.onNext(wanted());
        }
      }

      private BlocksReply wanted() {
        BlocksReply.Builder wanted = BlocksReply.newBuilder();
        int at = 0;
        for (int i = 0; i < outlined.size(); i++) {
          ByteString known = blocks.get(outlined.get(i).getSha256());
          if (known == null) {
            wanted.addWanted(BlockRun.newBuilder().setFirst(i).setCount(1));
          } else {
            known.copyTo(bytes, at);
          }
          at += outlined.get(i).getLength();
        }
        return wanted.build();
      }

      private void keepBlocks() {
        int at = 0;
        for (BlobBlock block : outlined) {
          ByteString part = ByteString.copyFrom(bytes, at, block.getLength());
          if (hash(part).equals(HexFormat.of().formatHex(block.getSha256().toByteArray()))) {
            blocks.put(block.getSha256(), part);
          }
          at += block.getLength();
        }
      }

      @Override
      public void onError(Throwable thrown) {
        keepBlocks();
      }

      @Override
      public void onCompleted() {
        keepBlocks();
        if (!store(blob, ByteString.copyFrom(bytes))) {
          reply.onError(Status.DATA_LOSS.withDescription("wrong hash").asException());
          return;
        }
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
    return BlobRef.newBuilder().setSha256(hash(data)).setSize(data.size()).build();
  }

  private static String hash(ByteString data) {
    return Blocks.hash(data.toByteArray()).sha256();
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
