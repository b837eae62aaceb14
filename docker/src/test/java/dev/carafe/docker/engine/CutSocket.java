package dev.carafe.docker.engine;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A second way to the daemon of this machine, which can be cut as by a daemon that ends, and
/// mended. To whoever connects while it is cut, nobody answers.
final class CutSocket implements AutoCloseable {
  private static final Path DAEMON =
      Path.of(
          System.getenv().getOrDefault("DOCKER_HOST", "unix:///var/run/docker.sock").substring(7));

  private final Path path;
  private final ServerSocketChannel server;
  private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
  private volatile boolean cut;

  CutSocket(Path path) throws IOException {
    this.path = path;
    this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(path));
    Thread.ofVirtual().start(this::accept);
  }

  /// For `Daemon.connect`.
  Map<String, String> environment() {
    return Map.of("DOCKER_HOST", "unix://" + path);
  }

  void cut() {
    cut = true;
    open.forEach(CutSocket::close);
  }

  void mend() {
    cut = false;
  }

  private void accept() {
    try {
      while (true) {
        join(server.accept());
      }
    } catch (IOException e) {
      // closed: the test is over
    }
  }

  private void join(SocketChannel client) throws IOException {
    if (cut) {
      client.close();
      return;
    }
    SocketChannel daemon = SocketChannel.open(UnixDomainSocketAddress.of(DAEMON));
    open.add(client);
    open.add(daemon);
    Thread.ofPlatform().daemon().start(() -> pump(client, daemon));
    Thread.ofPlatform().daemon().start(() -> pump(daemon, client));
  }

  private void pump(SocketChannel from, SocketChannel to) {
    ByteBuffer buffer = ByteBuffer.allocate(8192);
    try {
      while (from.read(buffer.clear()) >= 0) {
        buffer.flip();
        while (buffer.hasRemaining()) {
          to.write(buffer);
        }
      }
    } catch (IOException e) {
      // one side is gone, the other follows
    } finally {
      close(from);
      close(to);
    }
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // it is closed as far as this test is concerned
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    cut();
  }
}
