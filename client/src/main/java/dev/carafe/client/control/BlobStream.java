package dev.carafe.client.control;

import com.google.protobuf.ByteString;
import dev.carafe.protocol.proto.Chunk;
import io.grpc.stub.BlockingClientCall;
import java.io.IOException;
import java.io.InputStream;

/// A blob as it arrives. For one thread at a time.
final class BlobStream extends InputStream {
  private final Rpc rpc;
  private final BlockingClientCall<?, Chunk> call;
  private InputStream chunk = ByteString.EMPTY.newInput();
  private boolean through;

  BlobStream(Rpc rpc, BlockingClientCall<?, Chunk> call) {
    this.rpc = rpc;
    this.call = call;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    int n = chunk.read(bytes, offset, length);
    while (n < 0 && !through) {
      Chunk next = rpc.ask(call::read);
      through = next == null;
      chunk = (through ? ByteString.EMPTY : next.getData()).newInput();
      n = chunk.read(bytes, offset, length);
    }
    return n;
  }

  @Override
  public void close() {
    if (!through) {
      call.cancel("the reader left", null);
    }
  }
}
