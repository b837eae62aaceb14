package dev.carafe.client.control;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.carafe.model.block.Block;
import dev.carafe.model.block.Blocks;
import dev.carafe.protocol.proto.BlobBlock;
import dev.carafe.protocol.proto.BlobOutline;
import dev.carafe.protocol.proto.BlobsGrpc;
import dev.carafe.protocol.proto.BlockData;
import dev.carafe.protocol.proto.BlockRun;
import dev.carafe.protocol.proto.BlocksReply;
import dev.carafe.protocol.proto.BlocksRequest;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;

/// Sends one large file over the wire, of which only those blocks go that the server lacks: of a
/// file that changed what changed, after a break what had not come.
final class BlocksUpload {
  /// Smaller files are sent whole.
  static final long WORTHWHILE = 2L * Block.LONGEST;

  private static final int CHUNK = 256 * 1024;
  private static final int OUTLINED_AT_ONCE = 10_000;

  private final LocalFile file;
  private final Place place;
  private final BlobSender.Moved moved;

  BlocksUpload(LocalFile file, Place place, BlobSender.Moved moved) {
    this.file = file;
    this.place = place;
    this.moved = moved;
  }

  /// Returns when the server has the file.
  void send(BlobsGrpc.BlobsBlockingV2Stub blobs)
      throws IOException, StatusException, InterruptedException {
    List<Block> blocks = Blocks.of(file.path());
    if (blocks.stream().mapToLong(Block::length).sum() != file.size()) {
      throw IngestLot.changed(file.path());
    }
    BlockingClientCall<BlocksRequest, BlocksReply> call = blobs.uploadBlocks();
    boolean answered = false;
    try (FileChannel in = FileChannel.open(file.path(), StandardOpenOption.READ)) {
      outline(blocks, call);
      BlocksReply reply = call.read();
      if (reply != null) {
        moved.spare(file.size() - wanted(reply, blocks));
        for (BlockRun run : reply.getWantedList()) {
          for (Block block : of(run, blocks)) {
            send(block, in, call);
          }
        }
      }
      call.halfClose();
      var _ = call.read();
      answered = true;
    } catch (StatusException e) {
      if (e.getStatus().getCode() == Status.Code.DATA_LOSS) {
        throw IngestLot.changed(file.path()); // its hash was another when all of it had come
      }
      throw e;
    } finally {
      if (!answered) {
        call.cancel("the upload was given up", null);
      }
    }
  }

  private void outline(List<Block> blocks, BlockingClientCall<BlocksRequest, BlocksReply> call)
      throws StatusException, InterruptedException {
    BlobOutline.Builder outline =
        BlobOutline.newBuilder()
            .setBlob(BlobSender.ref(file.id(), file.size()))
            .setVolume(place.volume())
            .setPath(place.path());
    for (int from = 0; from < blocks.size(); from += OUTLINED_AT_ONCE) {
      int to = Math.min(from + OUTLINED_AT_ONCE, blocks.size());
      blocks.subList(from, to).forEach(block -> outline.addBlocks(outlined(block)));
      outline.setLast(to == blocks.size());
      var _ = call.write(BlocksRequest.newBuilder().setOutline(outline).build());
      outline.clear();
    }
  }

  private static BlobBlock outlined(Block block) {
    byte[] hash = HexFormat.of().parseHex(block.hash().sha256());
    return BlobBlock.newBuilder()
        .setLength(block.length())
        .setSha256(ByteString.copyFrom(hash))
        .build();
  }

  private static long wanted(BlocksReply reply, List<Block> blocks) {
    return reply.getWantedList().stream()
        .flatMap(run -> of(run, blocks).stream())
        .mapToLong(Block::length)
        .sum();
  }

  private static List<Block> of(BlockRun run, List<Block> blocks) {
    return blocks.subList(run.getFirst(), run.getFirst() + run.getCount());
  }

  private void send(
      Block block, FileChannel in, BlockingClientCall<BlocksRequest, BlocksReply> call)
      throws IOException, StatusException, InterruptedException {
    for (int done = 0; done < block.length(); ) {
      ByteBuffer data = read(in, block.offset() + done, Math.min(CHUNK, block.length() - done));
      int length = data.remaining();
      BlockData part =
          BlockData.newBuilder()
              .setOffset(block.offset() + done)
              .setData(UnsafeByteOperations.unsafeWrap(data))
              .build();
      if (!call.write(BlocksRequest.newBuilder().setData(part).build())) {
        return; // the server has ended the call; read says why
      }
      moved.add(length);
      done += length;
    }
  }

  /// A new buffer for each: what is sent may wait for its turn.
  private static ByteBuffer read(FileChannel in, long at, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining()) {
      if (in.read(buffer, at + buffer.position()) < 0) {
        throw new EOFException("it became shorter while it was uploaded");
      }
    }
    return buffer.flip();
  }
}
