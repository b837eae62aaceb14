package dev.carafe.client.hub;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// A file of a [FakeHub], and how it is sent: rightly, or with a [Mischief].
record FakeFile(String name, byte[] bytes) {
  private static final int FRESH = 200;
  private static final int PARTIAL = 206;
  private static final int NOT_SATISFIABLE = 416;

  String etag() {
    return bytes.length >= FakeHub.LARGE ? hash("SHA-256", bytes) : gitHash();
  }

  private String gitHash() {
    byte[] head = "blob %d\0".formatted(bytes.length).getBytes(StandardCharsets.UTF_8);
    return hash("SHA-1", head, bytes);
  }

  static String commit(Map<String, byte[]> files) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    files.forEach(
        (name, bytes) -> {
          all.writeBytes(name.getBytes(StandardCharsets.UTF_8));
          all.writeBytes(bytes);
        });
    return hash("SHA-1", all.toByteArray());
  }

  private static String hash(String algorithm, byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      for (byte[] part : parts) {
        digest.update(part);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  void serve(HttpExchange exchange, String range, Optional<Mischief> how, CountDownLatch closed)
      throws IOException {
    exchange.getResponseHeaders().set("ETag", "\"" + etag() + "\"");
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", String.valueOf(bytes.length));
      exchange.sendResponseHeaders(FRESH, -1);
      return;
    }
    boolean noRange =
        range.isEmpty() || how.filter(Mischief.NoRanges.class::isInstance).isPresent();
    int from = noRange ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
    if (from > 0 && from >= bytes.length) {
      exchange.sendResponseHeaders(NOT_SATISFIABLE, -1);
      return;
    }
    byte[] part = Arrays.copyOfRange(bytes, from, bytes.length);
    if (from > 0) {
      String content = "bytes %d-%d/%d".formatted(from, bytes.length - 1, bytes.length);
      exchange.getResponseHeaders().set("Content-Range", content);
    }
    int status = from > 0 ? PARTIAL : FRESH;
    if (how.isEmpty()) {
      send(exchange, status, part);
    } else {
      send(exchange, status, part, how.get(), closed);
    }
  }

  private static void send(
      HttpExchange exchange, int status, byte[] part, Mischief how, CountDownLatch closed)
      throws IOException {
    switch (how) {
      case Mischief.CutAfter(int count) -> {
        exchange.sendResponseHeaders(status, part.length);
        exchange.getResponseBody().write(part, 0, count);
        exchange.getResponseBody().flush();
      }
      case Mischief.StallAfter(int count) -> {
        exchange.sendResponseHeaders(status, part.length);
        exchange.getResponseBody().write(part, 0, count);
        exchange.getResponseBody().flush();
        await(closed);
      }
      case Mischief.Answer(int other, String retryAfter) -> {
        if (!retryAfter.isEmpty()) {
          exchange.getResponseHeaders().set("Retry-After", retryAfter);
        }
        exchange.sendResponseHeaders(other, -1);
      }
      case Mischief.OtherBytes() -> {
        byte[] wrong = part.clone();
        wrong[wrong.length - 1] ^= 1;
        send(exchange, status, wrong);
      }
      case Mischief.TooManyBytes() -> send(exchange, status, Arrays.copyOf(part, part.length + 1));
      case Mischief.NoRanges() -> send(exchange, status, part);
    }
  }

  private static void send(HttpExchange exchange, int status, byte[] part) throws IOException {
    exchange.sendResponseHeaders(status, part.length == 0 ? -1 : part.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(part);
    }
  }

  private static void await(CountDownLatch closed) throws IOException {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }
}
