package dev.carafe.agent.link;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;

/// Bytes to the server and back: over the network, or through a socket of the file system where the
/// container has no network in common with it.
record Connection(InputStream in, OutputStream out, String authority, Closing closing)
    implements AutoCloseable {
  private static final String SOCKET = "unix:";
  private static final int CONNECT_MILLIS = 5_000;

  /// Ends both directions.
  interface Closing {
    void close() throws IOException;
  }

  /// Connects to `host:port` or `unix:SOCKET`.
  static Connection open(String address) throws IOException {
    return address.startsWith(SOCKET)
        ? socket(address.substring(SOCKET.length()))
        : network(address);
  }

  private static Connection socket(String path) throws IOException {
    SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path));
    return new Connection(
        Channels.newInputStream(channel),
        Channels.newOutputStream(channel),
        "localhost",
        channel::close);
  }

  private static Connection network(String address) throws IOException {
    int colon = address.lastIndexOf(':');
    String host = address.substring(0, colon).replaceAll("^\\[|]$", "");
    int port = Integer.parseInt(address.substring(colon + 1));
    Socket socket = new Socket();
    try {
      socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
      socket.connect(new InetSocketAddress(InetAddress.getByName(host), port), CONNECT_MILLIS);
      return new Connection(
          socket.getInputStream(), socket.getOutputStream(), address, socket::close);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    closing.close();
  }
}
