package dev.carafe.client.control;

import dev.carafe.model.file.JoinedInput;
import dev.carafe.protocol.proto.Chunk;
import io.grpc.stub.BlockingClientCall;
import java.io.InputStream;
import java.util.Optional;

/// Blobs as they arrive. For one thread at a time.
final class BlobStream extends JoinedInput {
  private final Rpc rpc;
  private final BlockingClientCall<?, Chunk> call;

  BlobStream(Rpc rpc, BlockingClientCall<?, Chunk> call) {
    this.rpc = rpc;
    this.call = call;
  }

  @Override
  protected Optional<InputStream> next() {
    return Optional.ofNullable(rpc.ask(call::read)).map(chunk -> chunk.getData().newInput());
  }

  @Override
  public void close() {
    if (!through()) {
      call.cancel("the reader left", null);
    }
  }
}
