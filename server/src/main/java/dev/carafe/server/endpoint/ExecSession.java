package dev.carafe.server.endpoint;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.carafe.model.file.JoinedInput;
import dev.carafe.model.id.ContainerId;
import dev.carafe.model.spi.ContainerEngine;
import dev.carafe.model.spi.ExecOutput;
import dev.carafe.protocol.proto.ExecInput;
import dev.carafe.protocol.proto.ExecReply;
import dev.carafe.protocol.proto.ExecStart;
import dev.carafe.server.refusal.Refusal;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One command in a container: its input comes in messages, one on its way at a time, its output
/// and at last its exit code go out, as fast as the client takes them. When the client goes, the
/// command is ended.
final class ExecSession implements StreamObserver<ExecInput> {
  private final ContainerEngine engine;
  private final Function<String, ContainerId> containers;
  private final ServerCallStreamObserver<ExecReply> out;
  private final BlockingQueue<ByteString> waiting = new LinkedBlockingQueue<>();
  private final Readiness ready;
  private volatile @Nullable Thread command;

  ExecSession(
      ContainerEngine engine,
      Function<String, ContainerId> containers,
      ServerCallStreamObserver<ExecReply> out) {
    this.engine = engine;
    this.containers = containers;
    this.out = out;
    out.disableAutoRequest();
    this.ready = new Readiness(out);
    out.setOnCancelHandler(this::left);
    out.request(1);
  }

  @Override
  public void onNext(ExecInput message) {
    if (message.hasStart()) {
      command = Thread.ofVirtual().name("exec").start(() -> run(message.getStart()));
    } else {
      waiting.add(message.getIn());
    }
  }

  private void run(ExecStart start) {
    Answers.one(
        out,
        () -> {
          if (start.getCommandList().isEmpty()) {
            throw Refusal.invalid("There is no command to run.");
          }
          int code =
              engine.exec(
                  containers.apply(start.getContainer()),
                  start.getCommandList(),
                  new Input(),
                  new Output());
          return ExecReply.newBuilder().setExitCode(code).build();
        });
  }

  private void left() {
    ready.wake();
    interrupt();
  }

  private void interrupt() {
    Thread running = command;
    if (running != null) {
      running.interrupt();
    }
  }

  @Override
  public void onError(Throwable thrown) {
    interrupt();
  }

  @Override
  public void onCompleted() {
    waiting.add(ByteString.EMPTY);
  }

  private final class Input extends JoinedInput {
    @Override
    protected Optional<InputStream> next() {
      out.request(1);
      try {
        return Optional.of(waiting.take()).filter(in -> !in.isEmpty()).map(ByteString::newInput);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      }
    }
  }

  private final class Output implements ExecOutput {
    @Override
    public void out(byte[] bytes) {
      send(ExecReply.newBuilder().setOut(UnsafeByteOperations.unsafeWrap(bytes)));
    }

    @Override
    public void err(byte[] bytes) {
      send(ExecReply.newBuilder().setErr(UnsafeByteOperations.unsafeWrap(bytes)));
    }

    private void send(ExecReply.Builder reply) {
      try {
        ready.await();
        out.onNext(reply.build());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw Status.CANCELLED.asRuntimeException();
      }
    }
  }
}
