package dev.carafe.client.hub;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/// Sends requests and follows redirects by hand: the token goes to the hub alone, and no more once
/// a redirect has left it. Threads share it.
final class Redirects {
  private static final int MOST = 10;
  private static final Duration HEADERS_WITHIN = Duration.ofSeconds(30);

  private final HttpClient client;
  private final HubRepo repo;

  Redirects(HttpClient client, HubRepo repo) {
    this.client = client;
    this.repo = repo;
  }

  /// The last answer: the first that is no redirect, or that is `enough`.
  <B> HttpResponse<B> send(
      HttpRequest request, BodyHandler<B> bodies, Predicate<HttpResponse<B>> enough)
      throws TransientFailure, InterruptedException {
    URI uri = request.uri();
    boolean home = repo.isHome(uri);
    for (int i = 0; i <= MOST; i++) {
      HttpResponse<B> response = once(request, uri, home, bodies);
      Optional<URI> next = next(uri, response);
      if (next.isEmpty() || enough.test(response)) {
        return response;
      }
      close(response);
      uri = next.get();
      home = home && repo.isHome(uri);
    }
    throw new HubException("%s redirects more than %d times.".formatted(bare(request.uri()), MOST));
  }

  private <B> HttpResponse<B> once(
      HttpRequest request, URI uri, boolean home, BodyHandler<B> bodies)
      throws TransientFailure, InterruptedException {
    HttpRequest.Builder to =
        HttpRequest.newBuilder(request, (_, _) -> true)
            .uri(uri)
            .timeout(HEADERS_WITHIN)
            .setHeader("User-Agent", "carafe");
    repo.token().filter(_ -> home).ifPresent(t -> to.setHeader("Authorization", "Bearer " + t));
    try {
      return client.send(to.build(), bodies);
    } catch (IOException e) {
      throw new TransientFailure(
          "%s cannot be reached: %s".formatted(bare(uri), reason(e)), false, e);
    }
  }

  private static Optional<URI> next(URI from, HttpResponse<?> response) {
    return switch (response.statusCode()) {
      case 301, 302, 303, 307, 308 ->
          response.headers().firstValue("Location").map(location -> resolve(from, location));
      default -> Optional.empty();
    };
  }

  static URI resolve(URI from, String location) {
    URI next;
    try {
      next = from.resolve(location);
    } catch (IllegalArgumentException _) {
      // without the cause, which would show the address with its signature
      throw new HubException("%s leads to no address.".formatted(bare(from)));
    }
    boolean http = String.valueOf(next.getScheme()).equalsIgnoreCase("http");
    boolean https = String.valueOf(next.getScheme()).equalsIgnoreCase("https");
    if (!https && !(http && "http".equalsIgnoreCase(from.getScheme()))) {
      throw new HubException(
          "%s leads to %s, which is not safe to follow.".formatted(bare(from), bare(next)));
    }
    return next;
  }

  private static void close(HttpResponse<?> response) {
    if (response.body() instanceof AutoCloseable body) {
      try {
        body.close();
      } catch (Exception _) {
        // nothing of it is wanted
      }
    }
  }

  static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  /// A connection that broke while reading what it brought.
  static TransientFailure broken(URI uri, boolean progressed, IOException cause) {
    return new TransientFailure(
        "The connection to %s broke: %s".formatted(bare(uri), reason(cause)), progressed, cause);
  }

  /// Without the query, for signed addresses carry their right to read there, and without a user.
  static String bare(URI uri) {
    String host = String.valueOf(uri.getHost());
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    return "%s://%s%s%s".formatted(uri.getScheme(), host, port, uri.getPath());
  }
}
