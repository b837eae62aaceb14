package dev.carafe.client.hub;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;

/// One repository of a hub over HTTP. Threads share it.
final class Hub {
  private static final int FRESH = 200;
  private static final int PARTIAL = 206;
  private static final int NOT_SATISFIABLE = 416;

  private final HubRepo repo;
  private final Redirects redirects;
  private final Refusals refusals;

  Hub(HttpClient client, HubRepo repo) {
    this.repo = repo;
    this.redirects = new Redirects(client, repo);
    this.refusals = new Refusals(repo);
  }

  HubIndex index(String revision) throws TransientFailure, InterruptedException {
    URI uri = repo.index(revision);
    HttpRequest request = HttpRequest.newBuilder(uri).build();
    HttpResponse<InputStream> response =
        redirects.send(request, BodyHandlers.ofInputStream(), _ -> false);
    try (InputStream body = response.body()) {
      refusals.check(response, "revision " + revision);
      return HubIndex.read(body);
    } catch (JsonProcessingException e) {
      throw new HubException(
          "%s answers with something other than a hub's JSON. Is %s a hub?"
              .formatted(Redirects.bare(uri), repo.endpoint()),
          e);
    } catch (IOException e) {
      throw broken(uri, false, e);
    }
  }

  /// What the hub says about a file; what lies behind a redirect is not asked if the hub knows.
  RemoteFile describe(String commit, String file) throws TransientFailure, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(repo.file(commit, file))
            .HEAD()
            .setHeader("Accept-Encoding", "identity")
            .build();
    HttpResponse<Void> response =
        redirects.send(
            request,
            BodyHandlers.discarding(),
            r -> r.headers().firstValue("X-Linked-Etag").isPresent());
    refusals.check(response, "file " + file);
    HttpHeaders headers = response.headers();
    String etag = first(headers, "X-Linked-Etag", "ETag").orElse(commit);
    Optional<String> size =
        response.statusCode() == FRESH
            ? first(headers, "X-Linked-Size", "Content-Length")
            : headers.firstValue("X-Linked-Size");
    return new RemoteFile(file, Etag.of(etag), size.map(Hub::number).orElse(-1L));
  }

  /// The bytes of a file from a place on; `from` of the answer is where they really start.
  Content open(String commit, String file, long from)
      throws TransientFailure, InterruptedException {
    URI uri = repo.file(commit, file);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).setHeader("Accept-Encoding", "identity");
    if (from > 0) {
      request.setHeader("Range", "bytes=%d-".formatted(from));
    }
    HttpResponse<InputStream> response =
        redirects.send(request.build(), BodyHandlers.ofInputStream(), _ -> false);
    int status = response.statusCode();
    boolean usable =
        status == FRESH
            || status == NOT_SATISFIABLE
            || (status == PARTIAL && startsAt(response, from));
    if (usable) {
      return new Content(
          status == NOT_SATISFIABLE ? -1 : status == PARTIAL ? from : 0, response.body());
    }
    close(response.body());
    refusals.check(response, "file " + file);
    throw new TransientFailure(
        "The hub %s sends another part of %s than asked for".formatted(repo.endpoint(), file),
        Optional.empty());
  }

  /// Bytes that start at `from`; -1 when the place asked for is behind the end.
  record Content(long from, InputStream body) implements AutoCloseable {
    @Override
    public void close() {
      Hub.close(body);
    }
  }

  /// A connection that broke while reading a file.
  TransientFailure broken(URI uri, boolean progressed, IOException cause) {
    return new TransientFailure(
        "The connection to %s broke: %s".formatted(Redirects.bare(uri), Redirects.reason(cause)),
        progressed,
        cause);
  }

  HubRepo repo() {
    return repo;
  }

  private static boolean startsAt(HttpResponse<?> response, long from) {
    return response
        .headers()
        .firstValue("Content-Range")
        .filter(range -> range.startsWith("bytes %d-".formatted(from)))
        .isPresent();
  }

  private static Optional<String> first(HttpHeaders headers, String one, String other) {
    return headers.firstValue(one).or(() -> headers.firstValue(other));
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException _) {
      return -1;
    }
  }

  private static void close(InputStream body) {
    try {
      body.close();
    } catch (IOException _) {
      // nothing more of it is wanted
    }
  }
}
