package dev.carafe.client.hub;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One answer of a [FakeHub] with bytes: rightly, or with a [Mischief].
record FakeAnswer(
    HttpExchange exchange, Optional<Mischief> how, CountDownLatch closed, Runnable done) {
  private static final int FRESH = 200;
  private static final int PARTIAL = 206;
  private static final int NOT_SATISFIABLE = 416;
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");

  /// Bytes of a file, all or a range of them.
  void send(byte[] bytes, String etag) throws IOException {
    boolean other = how.filter(Mischief.OtherContent.class::isInstance).isPresent();
    String tag = other ? "\"other\"" : etag;
    exchange.getResponseHeaders().set("ETag", tag);
    if (exchange.getRequestMethod().equals("HEAD")) {
      long length = bytes.length + more(how);
      exchange.getResponseHeaders().set("Content-Length", String.valueOf(length));
      done.run();
      exchange.sendResponseHeaders(FRESH, -1);
      return;
    }
    byte[] content = other ? flipped(bytes) : bytes;
    Matcher range = RANGE.matcher(header("Range"));
    if (how.filter(Mischief.NoRanges.class::isInstance).isPresent()
        || !range.matches()
        || !(header("If-Range").isEmpty() || header("If-Range").equals(tag))) {
      send(FRESH, content);
      return;
    }
    int from = Integer.parseInt(range.group(1));
    if (from >= content.length) {
      exchange.getResponseHeaders().set("Content-Range", "bytes */" + content.length);
      done.run();
      exchange.sendResponseHeaders(NOT_SATISFIABLE, -1);
      return;
    }
    int end =
        range.group(2).isEmpty()
            ? content.length
            : Math.min(content.length, Integer.parseInt(range.group(2)) + 1);
    exchange
        .getResponseHeaders()
        .set("Content-Range", "bytes %d-%d/%d".formatted(from, end - 1, content.length));
    send(PARTIAL, Arrays.copyOfRange(content, from, end));
  }

  static long more(Optional<Mischief> how) {
    return how.isPresent() && how.get() instanceof Mischief.WrongSize(long more) ? more : 0;
  }

  private String header(String name) {
    @Nullable String value = exchange.getRequestHeaders().getFirst(name);
    return Objects.requireNonNullElse(value, "");
  }

  /// A body.
  void send(int status, byte[] body) throws IOException {
    if (how.isEmpty()) {
      whole(status, body);
      return;
    }
    switch (how.get()) {
      case Mischief.CutAfter(int count) -> start(status, body, count);
      case Mischief.StallAfter(int count) -> {
        start(status, body, count);
        await(closed);
      }
      case Mischief.Answer(int other, String retryAfter) -> refuse(other, retryAfter);
      case Mischief.OtherBytes() -> whole(status, flipped(body));
      case Mischief.TooManyBytes() -> whole(status, Arrays.copyOf(body, body.length + 1));
      case Mischief.Hold(CountDownLatch came, CountDownLatch go) -> {
        came.countDown();
        await(go);
        whole(status, body);
      }
      case Mischief.NoRanges(), Mischief.OtherContent(), Mischief.WrongSize(long _) ->
          whole(status, body);
    }
  }

  private static byte[] flipped(byte[] body) {
    byte[] other = body.clone();
    for (int i = 0; i < other.length; i++) {
      other[i] ^= 1;
    }
    return other;
  }

  private void start(int status, byte[] body, int count) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body, 0, Math.min(count, body.length - 1));
      exchange.getResponseBody().flush();
    }
    done.run();
  }

  void refuse(int status, String retryAfter) throws IOException {
    if (!retryAfter.isEmpty()) {
      exchange.getResponseHeaders().set("Retry-After", retryAfter);
    }
    done.run();
    exchange.sendResponseHeaders(status, -1);
  }

  /// It is done before its last byte is sent: the client cannot go on before.
  private void whole(int status, byte[] body) throws IOException {
    if (body.length == 0) {
      done.run();
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    exchange.sendResponseHeaders(status, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body, 0, body.length - 1);
      out.flush();
      done.run();
      out.write(body, body.length - 1, 1);
    }
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }
}
