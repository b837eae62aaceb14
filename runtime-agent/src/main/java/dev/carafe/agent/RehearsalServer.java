package dev.carafe.agent;

import dev.carafe.model.call.Payload;
import dev.carafe.model.call.Payload.Encoding;
import dev.carafe.protocol.codec.ArgumentCodec;
import dev.carafe.protocol.proto.AgentInput;
import dev.carafe.protocol.proto.Attached;
import dev.carafe.protocol.proto.Dispatch;
import dev.carafe.protocol.proto.Drain;
import dev.carafe.protocol.proto.InputKey;
import dev.carafe.protocol.proto.ToAgent;
import dev.carafe.protocol.wire.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Says to one agent what a server says in a short life, and listens to nothing it answers.
final class RehearsalServer implements AutoCloseable {
  private static final byte[] OPENING = {
    0,
    0,
    6,
    4,
    0,
    0,
    0,
    0,
    0,
    0,
    4,
    0,
    16,
    0,
    0, // settings: a stream's window is 1 MiB
    0,
    0,
    4,
    8,
    0,
    0,
    0,
    0,
    0,
    0,
    16,
    0,
    0 // and the connection's grows by as much
  };
  private static final String FILE = "unix:";
  private static final byte STATUS_200 = (byte) 0x88;
  private static final long LOOK_MILLIS = 5;
  private static final int LOOKS = 2000;
  private static final int CALLS = 20;

  private final ServerSocketChannel socket;
  private final Optional<Path> file;

  private RehearsalServer(ServerSocketChannel socket, Optional<Path> file) {
    this.socket = socket;
    this.file = file;
  }

  /// One that is reached as the server at `address` is: over the network, or through a file.
  static RehearsalServer like(String address) throws IOException {
    if (!address.startsWith(FILE)) {
      InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      return new RehearsalServer(ServerSocketChannel.open().bind(any), Optional.empty());
    }
    Path file = Files.createTempDirectory("carafe-rehearsal").resolve("socket");
    ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    return new RehearsalServer(socket.bind(UnixDomainSocketAddress.of(file)), Optional.of(file));
  }

  String address() {
    return file.map(path -> FILE + path)
        .orElseGet(() -> "127.0.0.1:" + socket.socket().getLocalPort());
  }

  /// Speaks once the agent is ready, and on when it has answered. It calls one method as most are
  /// called, or `all` in every way.
  void run(Container container, boolean all) {
    try (SocketChannel agent = socket.accept()) {
      Thread.ofPlatform().daemon().start(() -> discard(agent));
      OutputStream out = Channels.newOutputStream(agent);
      out.write(OPENING);
      out.write(frame(1, 4, new byte[] {STATUS_200}));
      out.write(message(ToAgent.newBuilder().setAttached(Attached.newBuilder().setNextToken("t"))));
      await(container::ready);
      for (int i = 0; i < CALLS; i++) {
        out.write(message(ToAgent.newBuilder().setDispatch(dispatch(i, all))));
        Thread.sleep(LOOK_MILLIS);
        await(() -> container.running().isEmpty());
      }
      out.write(message(ToAgent.newBuilder().setDrain(Drain.newBuilder().setGraceMillis(1000))));
      await(container::ended);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(BooleanSupplier wanted) throws InterruptedException {
    for (int i = 0; i < LOOKS && !wanted.getAsBoolean(); i++) {
      Thread.sleep(LOOK_MILLIS);
    }
  }

  /// One method in one encoding, or all in both.
  private static Dispatch dispatch(int index, boolean all) throws NoSuchMethodException {
    Class<?> echo = Rehearsal.Echo.class;
    Encoding encoding = all && index % 2 == 1 ? Encoding.JSON : Encoding.CBOR;
    if (all && index % 6 < 2) {
      return dispatch(index, encoding, echo.getMethod("say"));
    }
    if (all && index % 6 < 4) {
      return dispatch(index, encoding, echo.getMethod("join", String.class), "tuning");
    }
    Method method = echo.getMethod("echo", String.class, int.class);
    return dispatch(index, encoding, method, "tuning", 2);
  }

  private static Dispatch dispatch(
      int index, Encoding encoding, Method method, Object... arguments) {
    byte[] bytes = ArgumentCodec.forMethod(method).encodeArguments(encoding, arguments);
    return Dispatch.newBuilder()
        .addInputs(
            AgentInput.newBuilder()
                .setKey(InputKey.newBuilder().setCallId("fc-rehearsal").setIndex(index))
                .setFunction("Echo." + method.getName())
                .setTimeoutMillis(10_000)
                .setArguments(Wire.payload(new Payload.Inline(encoding, bytes))))
        .build();
  }

  private static byte[] message(ToAgent.Builder frame) {
    byte[] bytes = frame.build().toByteArray();
    ByteBuffer message = ByteBuffer.allocate(5 + bytes.length);
    message.put((byte) 0).putInt(bytes.length).put(bytes);
    return frame(0, 0, message.array());
  }

  private static byte[] frame(int type, int flags, byte[] content) {
    ByteBuffer frame = ByteBuffer.allocate(9 + content.length);
    frame.put((byte) 0).putShort((short) content.length);
    frame.put((byte) type).put((byte) flags).putInt(1).put(content);
    return frame.array();
  }

  private static void discard(SocketChannel agent) {
    try (InputStream in = Channels.newInputStream(agent)) {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // The agent has gone, as it should.
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
    if (file.isPresent()) {
      Files.delete(file.get());
      Files.delete(Objects.requireNonNull(file.get().getParent()));
    }
  }
}
