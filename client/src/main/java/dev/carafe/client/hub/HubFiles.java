package dev.carafe.client.hub;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// The files of one commit at a hub over HTTP, over so many connections at a time. Threads share
/// it.
final class HubFiles {
  private static final int FRESH = 200;
  private static final int PARTIAL = 206;
  private static final int NOT_SATISFIABLE = 416;

  private final HubRepo repo;
  private final String commit;
  private final Redirects redirects;
  private final Refusals refusals;
  private final int connections;
  private final Semaphore free;

  HubFiles(HubRepo repo, String commit, Redirects redirects, int connections) {
    this.repo = repo;
    this.commit = commit;
    this.redirects = redirects;
    this.refusals = new Refusals(repo);
    this.connections = connections;
    this.free = new Semaphore(connections, true);
  }

  int connections() {
    return connections;
  }

  String commit() {
    return commit;
  }

  /// What the hub says about a file; what lies behind a redirect is not asked if the hub knows.
  RemoteFile describe(String file) throws TransientFailure, InterruptedException {
    free.acquire();
    try {
      HttpResponse<Void> response =
          redirects.send(
              request(file).HEAD().build(),
              BodyHandlers.discarding(),
              r -> r.headers().firstValue("X-Linked-Etag").isPresent());
      refusals.checkFile(response, file);
      return description(file, response);
    } finally {
      free.release();
    }
  }

  private HttpRequest.Builder request(String file) {
    return HttpRequest.newBuilder(repo.file(commit, file)).setHeader("Accept-Encoding", "identity");
  }

  private RemoteFile description(String file, HttpResponse<Void> response) {
    HttpHeaders headers = response.headers();
    Optional<String> linked = headers.firstValue("X-Linked-Etag");
    Optional<String> own = headers.firstValue("ETag");
    Optional<String> size =
        response.statusCode() == FRESH
            ? headers.firstValue("X-Linked-Size").or(() -> headers.firstValue("Content-Length"))
            : headers.firstValue("X-Linked-Size");
    return new RemoteFile(
        file,
        Etag.of(linked.or(() -> own).orElse("of commit " + commit)),
        size.map(HubFiles::number).orElse(-1L),
        linked.isPresent() ? Optional.empty() : own);
  }

  /// Bytes of a file; where the host has none of those asked for, `from` of the answer is -1, and 0
  /// where it sends all of them instead, as it must if the file is not that of `ifRange`.
  Content open(String file, Span wanted, Optional<String> ifRange)
      throws TransientFailure, InterruptedException {
    HttpRequest.Builder request = request(file);
    if (!wanted.isAll()) {
      request.setHeader("Range", wanted.header());
      ifRange.ifPresent(etag -> request.setHeader("If-Range", etag));
    }
    free.acquire();
    boolean opened = false;
    try {
      Content content = content(file, wanted, send(request.build()));
      opened = true;
      return content;
    } finally {
      if (!opened) {
        free.release();
      }
    }
  }

  private HttpResponse<InputStream> send(HttpRequest request)
      throws TransientFailure, InterruptedException {
    return redirects.send(request, BodyHandlers.ofInputStream(), _ -> false);
  }

  private Content content(String file, Span wanted, HttpResponse<InputStream> response)
      throws TransientFailure {
    Optional<ContentRange> range =
        response.headers().firstValue("Content-Range").flatMap(ContentRange::of);
    int status = response.statusCode();
    if (status == FRESH) {
      return new Content(0, -1, false, response, free);
    }
    if (status == NOT_SATISFIABLE) {
      return new Content(-1, range.map(ContentRange::total).orElse(-1L), true, response, free);
    }
    if (status == PARTIAL && range.isPresent() && range.get().from() == wanted.from()) {
      return new Content(wanted.from(), range.get().total(), true, response, free);
    }
    close(response.body());
    refusals.checkFile(response, file);
    throw new TransientFailure(
        "%s sends another part of %s than asked for"
            .formatted(Redirects.bare(response.uri()), file));
  }

  /// Bytes that start at `from`, part of so many in `total`, or -1 if that is not said.
  record Content(
      long from,
      long total,
      boolean partial,
      HttpResponse<InputStream> response,
      Semaphore connection)
      implements AutoCloseable {
    InputStream body() {
      return response.body();
    }

    URI uri() {
      return response.uri();
    }

    Optional<String> etag() {
      return response.headers().firstValue("ETag");
    }

    @Override
    public void close() {
      HubFiles.close(body());
      connection.release();
    }
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
