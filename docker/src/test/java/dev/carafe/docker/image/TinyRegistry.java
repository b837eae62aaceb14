package dev.carafe.docker.image;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.carafe.docker.engine.Sha256;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPOutputStream;

/// A registry with one image of one file, for those who know a name and a password.
final class TinyRegistry implements AutoCloseable {
  private static final int TLS = 0x16;
  private static final String MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";

  final List<String> users = new CopyOnWriteArrayList<>();
  private final String authorization;
  private final HttpServer server;
  private final Map<String, byte[]> blobs = new HashMap<>();
  private final byte[] manifest;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ServerSocket front = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

  TinyRegistry(String user, String password, String file, String text) throws IOException {
    this.authorization =
        "Basic "
            + Base64.getEncoder()
                .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    byte[] tar =
        new TarStream().file(file, text.getBytes(StandardCharsets.UTF_8)).stream().readAllBytes();
    byte[] config =
        """
        {"architecture":"amd64","os":"linux","config":{},"rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}"""
            .formatted(sha256(tar))
            .getBytes(StandardCharsets.UTF_8);
    byte[] layer = gzip(tar);
    this.manifest =
        """
        {"schemaVersion":2,"mediaType":"%s",
         "config":{"mediaType":"application/vnd.docker.container.image.v1+json","size":%d,"digest":"%s"},
         "layers":[{"mediaType":"application/vnd.docker.image.rootfs.diff.tar.gzip","size":%d,"digest":"%s"}]}"""
            .formatted(MANIFEST, config.length, keep(config), layer.length, keep(layer))
            .getBytes(StandardCharsets.UTF_8);
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v2/", this::answer);
    server.setExecutor(threads);
    server.start();
    threads.execute(this::acceptAll);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private static String sha256(byte[] bytes) throws IOException {
    return Sha256.hex(new ByteArrayInputStream(bytes));
  }

  private String keep(byte[] bytes) throws IOException {
    String digest = "sha256:" + sha256(bytes);
    blobs.put(digest, bytes);
    return digest;
  }

  /// The image's name, at an address where the engine takes plain HTTP.
  String image() {
    return "127.0.0.1:%d/private/base:1".formatted(front.getLocalPort());
  }

  /// The engine tries TLS first, which the JDK's server would wait on: it is hung up on.
  private void acceptAll() {
    while (!front.isClosed()) {
      try {
        Socket client = front.accept();
        threads.execute(() -> serve(client));
      } catch (IOException _) {
        return; // closed
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        Socket inside =
            new Socket(InetAddress.getLoopbackAddress(), server.getAddress().getPort())) {
      int first = client.getInputStream().read();
      if (first < 0 || first == TLS) {
        return;
      }
      inside.getOutputStream().write(first);
      Future<?> back =
          threads.submit(() -> inside.getInputStream().transferTo(client.getOutputStream()));
      client.getInputStream().transferTo(inside.getOutputStream());
      inside.shutdownOutput();
      back.get();
    } catch (IOException | ExecutionException _) {
      // the other side hung up
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String given = exchange.getRequestHeaders().getFirst("Authorization");
      if (given != null) {
        users.add(given);
      }
      String path = exchange.getRequestURI().getPath();
      if (!authorization.equals(given)) {
        exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"tiny\"");
        send(
            exchange,
            401,
            "{\"errors\":[{\"code\":\"UNAUTHORIZED\",\"message\":\"who are you\"}]}");
      } else if (path.equals("/v2/")) {
        send(exchange, 200, "{}");
      } else if (path.contains("/manifests/")) {
        exchange.getResponseHeaders().add("Content-Type", MANIFEST);
        exchange.getResponseHeaders().add("Docker-Content-Digest", "sha256:" + sha256(manifest));
        send(exchange, 200, manifest);
      } else {
        byte[] blob = blobs.get(path.substring(path.lastIndexOf('/') + 1));
        send(exchange, blob == null ? 404 : 200, blob == null ? new byte[0] : blob);
      }
    }
  }

  private static void send(HttpExchange exchange, int code, String text) throws IOException {
    send(exchange, code, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int code, byte[] bytes) throws IOException {
    boolean head = exchange.getRequestMethod().equals("HEAD");
    if (head) {
      exchange.getResponseHeaders().add("Content-Length", Integer.toString(bytes.length));
    }
    exchange.sendResponseHeaders(code, head ? -1 : bytes.length);
    if (!head) {
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() throws IOException {
    front.close();
    server.stop(0);
    threads.shutdownNow();
  }
}
