package dev.carafe.client.control;

import com.google.protobuf.ByteString;
import dev.carafe.protocol.proto.ControlGrpc;
import dev.carafe.protocol.proto.ExecInput;
import dev.carafe.protocol.proto.ExecReply;
import dev.carafe.protocol.proto.ExecStart;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/// Runs a command in a container, with this process's streams as its own.
final class ExecClient {
  private static final int CHUNK = 32 * 1024;

  private final ControlGrpc.ControlBlockingV2Stub control;
  private final Rpc rpc;

  ExecClient(ControlGrpc.ControlBlockingV2Stub control, Rpc rpc) {
    this.control = control;
    this.rpc = rpc;
  }

  int run(
      String container, List<String> command, InputStream in, OutputStream out, OutputStream err)
      throws IOException {
    BlockingClientCall<ExecInput, ExecReply> call = rpc.ask(control::exec);
    ExecStart start = ExecStart.newBuilder().setContainer(container).addAllCommand(command).build();
    rpc.act(() -> call.write(ExecInput.newBuilder().setStart(start).build()));
    Thread feeder = Thread.ofVirtual().name("exec-in").start(() -> feed(in, call));
    int code = -1;
    boolean through = false;
    try {
      ExecReply next = rpc.ask(call::read);
      while (next != null) {
        switch (next.getKindCase()) {
          case OUT -> write(next.getOut(), out);
          case ERR -> write(next.getErr(), err);
          case EXIT_CODE -> code = next.getExitCode();
          case KIND_NOT_SET -> {}
        }
        next = rpc.ask(call::read);
      }
      through = true;
      return code;
    } finally {
      feeder.interrupt();
      if (!through) {
        call.cancel("the reader left", null);
      }
    }
  }

  private static void write(ByteString bytes, OutputStream to) throws IOException {
    bytes.writeTo(to);
    to.flush();
  }

  private static void feed(InputStream in, BlockingClientCall<ExecInput, ExecReply> call) {
    byte[] chunk = new byte[CHUNK];
    try {
      int n = in.read(chunk);
      while (n >= 0) {
        call.write(ExecInput.newBuilder().setIn(ByteString.copyFrom(chunk, 0, n)).build());
        n = in.read(chunk);
      }
      call.halfClose();
    } catch (IOException | StatusException | IllegalStateException e) {
      // the command has ended, or its streams broke, which the reader hears
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
