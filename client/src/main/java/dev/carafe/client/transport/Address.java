package dev.carafe.client.transport;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;

/// Where a server listens.
public sealed interface Address {
  /// `host:port`, or a URL (`http` for plain text, `https` for TLS).
  record Host(String host, int port, boolean tls) implements Address {
    private static final int DEFAULT_PORT = 7460;

    public Host {
      if (host.isBlank() || port < 1 || port > 65_535) {
        throw new IllegalArgumentException(
            "a server's address is HOST:PORT or a URL, not \"%s:%d\"".formatted(host, port));
      }
    }

    private static int defaultPort(boolean hasScheme, boolean tls) {
      return hasScheme ? (tls ? 443 : 80) : DEFAULT_PORT;
    }

    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  /// `unix:PATH`, a socket in the file system, as containers see their server.
  record Socket(Path path) implements Address {
    private static final String SCHEME = "unix:";

    @Override
    public String toString() {
      return SCHEME + path;
    }
  }

  /// Reads an address; an IllegalArgumentException says what it should look like.
  static Address parse(String text) {
    String trimmed = text.strip();
    if (trimmed.startsWith(Socket.SCHEME)) {
      return new Socket(Path.of(trimmed.substring(Socket.SCHEME.length())));
    }
    boolean hasScheme = trimmed.contains("://");
    try {
      URI uri = new URI(hasScheme ? trimmed : "http://" + trimmed);
      boolean tls = "https".equalsIgnoreCase(uri.getScheme());
      boolean known = tls || "http".equalsIgnoreCase(uri.getScheme());
      if (known && uri.getHost() != null) {
        int port = uri.getPort() > 0 ? uri.getPort() : Host.defaultPort(hasScheme, tls);
        return new Host(uri.getHost(), port, tls);
      }
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(wrong(text), e);
    }
    throw new IllegalArgumentException(wrong(text));
  }

  private static String wrong(String text) {
    return "a server's address is HOST:PORT or a URL like https://carafe.example.com, not \"%s\""
        .formatted(text);
  }
}
