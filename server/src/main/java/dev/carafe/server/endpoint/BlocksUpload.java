package dev.carafe.server.endpoint;

import dev.carafe.model.block.Block;
import dev.carafe.model.id.BlobId;
import dev.carafe.protocol.proto.BlobBlock;
import dev.carafe.protocol.proto.BlobOutline;
import dev.carafe.protocol.proto.BlobRef;
import dev.carafe.protocol.proto.BlockData;
import dev.carafe.protocol.proto.BlockRun;
import dev.carafe.protocol.proto.BlocksReply;
import dev.carafe.protocol.proto.BlocksRequest;
import dev.carafe.server.refusal.Refusal;
import dev.carafe.volumes.content.FileBlobStore;
import dev.carafe.volumes.content.PartialBlob;
import dev.carafe.volumes.version.VolumeStore;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One large blob that comes in blocks. Where the client breaks off, what has come stays for its
/// next try; where this side fails, nothing does.
final class BlocksUpload implements StreamObserver<BlocksRequest> {
  private static final Logger log = LoggerFactory.getLogger(BlocksUpload.class);

  private final FileBlobStore blobs;
  private final VolumeStore volumes;
  private final StreamObserver<BlocksReply> out;
  private final List<Block> blocks = new ArrayList<>();
  private BlobOutline first = BlobOutline.getDefaultInstance();
  private long size;
  private boolean refused;
  private @Nullable PartialBlob partial;

  BlocksUpload(FileBlobStore blobs, VolumeStore volumes, StreamObserver<BlocksReply> out) {
    this.blobs = blobs;
    this.volumes = volumes;
    this.out = out;
  }

  @Override
  public void onNext(BlocksRequest request) {
    if (refused) {
      return; // it was on its way when the call ended
    }
    try {
      switch (request.getKindCase()) {
        case OUTLINE -> outline(request.getOutline());
        case DATA -> data(request.getData());
        case KIND_NOT_SET -> throw Refusal.invalid("a message of an upload with nothing in it");
      }
    } catch (IOException | RuntimeException e) {
      refused = true;
      discard();
      out.onError(Answers.status(e));
    }
  }

  private void outline(BlobOutline outline) throws IOException {
    if (partial != null) {
      throw Refusal.invalid("an outline after the last one");
    }
    if (outline.hasBlob()) {
      first = outline;
    }
    for (BlobBlock block : outline.getBlocksList()) {
      String hash = HexFormat.of().formatHex(block.getSha256().toByteArray());
      blocks.add(new Block(size, block.getLength(), new BlobId(hash)));
      size += block.getLength();
    }
    if (outline.getLast()) {
      BlobRef blob = first.getBlob();
      if (size != blob.getSize()) {
        throw Refusal.invalid(
            "the blocks have %d bytes, and the blob %d".formatted(size, blob.getSize()));
      }
      partial = blobs.partials().open(new BlobId(blob.getSha256()), size);
      out.onNext(wanted(partial.missing(blocks, alike())));
    }
  }

  private Optional<Path> alike() {
    return volumes
        .alike(first.getVolume(), first.getPath(), size)
        .flatMap(file -> blobs.file(file.blob()));
  }

  private static BlocksReply wanted(BitSet missing) {
    BlocksReply.Builder reply = BlocksReply.newBuilder();
    for (int from = missing.nextSetBit(0); from >= 0; ) {
      int to = missing.nextClearBit(from);
      reply.addWanted(BlockRun.newBuilder().setFirst(from).setCount(to - from));
      from = missing.nextSetBit(to);
    }
    return reply.build();
  }

  private void data(BlockData data) throws IOException {
    if (partial == null) {
      throw Refusal.invalid("bytes of a blob before its outline");
    }
    if (data.getOffset() < 0 || data.getOffset() > size - data.getData().size()) {
      throw Refusal.invalid(
          "%d bytes at %d of a blob of %d"
              .formatted(data.getData().size(), data.getOffset(), size));
    }
    long at = data.getOffset();
    for (ByteBuffer bytes : data.getData().asReadOnlyByteBufferList()) {
      int length = bytes.remaining();
      partial.write(at, bytes);
      at += length;
    }
  }

  @Override
  public void onCompleted() {
    if (refused) {
      return;
    }
    Answers.many(
        out,
        () -> {
          if (partial == null) {
            throw Refusal.invalid("an upload without an outline");
          }
          try {
            partial.complete();
          } catch (IllegalArgumentException e) {
            throw Status.DATA_LOSS.withDescription(e.getMessage()).asRuntimeException();
          } finally {
            close();
          }
          return partial;
        });
  }

  @Override
  public void onError(Throwable broken) {
    close();
  }

  private void discard() {
    if (partial != null) {
      partial.discard();
    }
    close();
  }

  private void close() {
    try {
      if (partial != null) {
        partial.close();
      }
    } catch (IOException e) {
      log.warn("an upload that ended could not be closed", e);
    }
  }
}
