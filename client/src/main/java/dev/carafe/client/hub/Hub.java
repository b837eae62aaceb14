package dev.carafe.client.hub;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What one repository of a hub has, over HTTP. Threads may share it.
final class Hub {
  private static final int MOST_PAGES = 10_000;
  private static final int MOST_BYTES = 1 << 27;

  private final HubRepo repo;
  private final Redirects redirects;
  private final Refusals refusals;
  private final Retry retry;
  private final Duration stall;

  Hub(HubRepo repo, Redirects redirects, Retry retry, Duration stall) {
    this.repo = repo;
    this.redirects = redirects;
    this.refusals = new Refusals(repo);
    this.retry = retry;
    this.stall = stall;
  }

  /// The commit that a revision is, and the names of all its files. The list that comes with the
  /// commit may end early in large repositories, so the pages of its tree are read too; a hub that
  /// has no trees has the whole list with the commit.
  HubIndex index(String revision) throws InterruptedException {
    HubIndex index =
        ask(
            repo.index(revision),
            response -> {
              refusals.check(response, "revision " + revision);
              return HubIndex.read(whole(response));
            });
    List<String> files = new ArrayList<>(index.files());
    Set<URI> seen = new HashSet<>();
    Optional<URI> next = Optional.of(repo.tree(index.commit()));
    while (next.isPresent()) {
      TreePage page = page(next.get(), seen);
      files.addAll(page.files());
      next = page.next();
    }
    return new HubIndex(index.commit(), files);
  }

  private TreePage page(URI uri, Set<URI> seen) throws InterruptedException {
    if (!repo.isHome(uri)) {
      throw new HubException(
          "The hub %s says that its list of files goes on at %s, which is another host, so we do"
                  .formatted(repo.endpoint(), Redirects.bare(uri))
              + " not ask there. If that is the hub's address, set HF_ENDPOINT to it.");
    }
    boolean first = seen.isEmpty();
    if (!seen.add(uri) || seen.size() > MOST_PAGES) {
      throw new HubException(
          "The list of files of %s at %s has no end: after %d pages it goes on."
              .formatted(repo.name(), repo.endpoint(), seen.size()));
    }
    return ask(
        uri,
        response -> {
          if (first && (response.statusCode() == 404 || response.statusCode() == 405)) {
            return TreePage.NONE;
          }
          refusals.check(response, "the list of files");
          return TreePage.read(response, whole(response));
        });
  }

  /// Makes something of an answer.
  private interface Reading<T> {
    T read(HttpResponse<InputStream> response) throws IOException, TransientFailure;
  }

  private <T> T ask(URI uri, Reading<T> reading) throws InterruptedException {
    return retry.run(
        () -> {
          HttpResponse<InputStream> response =
              redirects.send(
                  HttpRequest.newBuilder(uri).build(), BodyHandlers.ofInputStream(), _ -> false);
          try (InputStream _ = response.body()) {
            return reading.read(response);
          } catch (JsonProcessingException e) {
            throw new HubException(
                "%s answers with something other than a hub's JSON. Is %s a hub?"
                    .formatted(Redirects.bare(uri), repo.endpoint()),
                e);
          } catch (IOException e) {
            throw Redirects.broken(uri, false, e);
          }
        });
  }

  private InputStream whole(HttpResponse<InputStream> response) throws IOException {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 14];
    InputStream body = response.body();
    try (StallGuard guard = new StallGuard(body, stall)) {
      for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
        whole.write(buffer, 0, n);
        guard.beat();
        if (whole.size() > MOST_BYTES) {
          throw new HubException(
              "%s sends more than %d MiB for a list of files. Is %s a hub?"
                  .formatted(Redirects.bare(response.uri()), MOST_BYTES >> 20, repo.endpoint()));
        }
      }
    }
    return new ByteArrayInputStream(whole.toByteArray());
  }
}
