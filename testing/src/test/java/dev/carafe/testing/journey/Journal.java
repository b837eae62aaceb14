package dev.carafe.testing.journey;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.carafe.testing.Installed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// What functions write down with [Notes], in whatever container they run.
final class Journal implements AutoCloseable {
  private final HttpServer server;
  private final String host;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private volatile boolean go;

  private Journal(HttpServer server, String host) {
    this.server = server;
    this.host = host;
  }

  /// Containers of Docker reach what listens on all addresses alone.
  static Journal open() {
    boolean docker = Installed.engine().equals("docker");
    InetAddress address =
        docker ? new InetSocketAddress(0).getAddress() : InetAddress.getLoopbackAddress();
    try {
      var journal =
          new Journal(
              HttpServer.create(new InetSocketAddress(address, 0), 0),
              docker ? "host.docker.internal" : "127.0.0.1");
      journal.server.createContext("/", journal::answer);
      journal.server.start();
      return journal;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (exchange.getRequestMethod().equals("POST")) {
        lines.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      }
      exchange.sendResponseHeaders(go ? 200 : 202, -1);
    }
  }

  /// Where a container writes to it.
  String url() {
    return "http://%s:%d/".formatted(host, server.getAddress().getPort());
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  /// Waits until the last line begins so.
  void awaitLast(String start) {
    Eventually.is(
        "the journal ends with " + start,
        () -> !lines.isEmpty() && lines().getLast().startsWith(start),
        lines::toString);
  }

  /// Lets the work go on.
  void letGo() {
    go = true;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
