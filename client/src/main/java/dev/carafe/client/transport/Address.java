package dev.carafe.client.transport;

import java.net.URI;
import java.net.URISyntaxException;

/// Where a server listens: `host:port`, or a URL (`http` for plain text, `https` for TLS).
public record Address(String host, int port, boolean tls) {
  private static final int DEFAULT_PORT = 7460;

  public Address {
    if (host.isBlank() || port < 1 || port > 65_535) {
      throw new IllegalArgumentException(
          "a server's address is HOST:PORT or a URL, not \"%s:%d\"".formatted(host, port));
    }
  }

  /// Reads an address; an IllegalArgumentException says what it should look like.
  public static Address parse(String text) {
    String trimmed = text.strip();
    boolean hasScheme = trimmed.contains("://");
    try {
      URI uri = new URI(hasScheme ? trimmed : "http://" + trimmed);
      boolean tls = "https".equalsIgnoreCase(uri.getScheme());
      boolean known = tls || "http".equalsIgnoreCase(uri.getScheme());
      if (known && uri.getHost() != null) {
        int port = uri.getPort() > 0 ? uri.getPort() : defaultPort(hasScheme, tls);
        return new Address(uri.getHost(), port, tls);
      }
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(wrong(text), e);
    }
    throw new IllegalArgumentException(wrong(text));
  }

  private static int defaultPort(boolean hasScheme, boolean tls) {
    return hasScheme ? (tls ? 443 : 80) : DEFAULT_PORT;
  }

  private static String wrong(String text) {
    return "a server's address is HOST:PORT or a URL like https://carafe.example.com, not \"%s\""
        .formatted(text);
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
