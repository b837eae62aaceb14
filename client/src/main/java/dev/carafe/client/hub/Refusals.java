package dev.carafe.client.hub;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/// What an answer that is no success means, and what to do about it.
final class Refusals {
  private static final int LONGEST = 300;

  private final HubRepo repo;

  Refusals(HubRepo repo) {
    this.repo = repo;
  }

  /// Throws unless the answer is a success.
  void check(HttpResponse<?> response, String wanted) throws TransientFailure {
    if (isSuccess(response)) {
      return;
    }
    failIfForNow(response, wanted);
    if (!repo.isHome(response.uri())) {
      throw new HubException(
          "The hub %s sends us to %s for %s, which answers %d. The token is not sent to another"
                  .formatted(
                      repo.endpoint(),
                      Redirects.bare(response.uri()),
                      wanted,
                      response.statusCode())
              + " host: if that is the hub, set HF_ENDPOINT to it.");
    }
    throw refused(response, wanted);
  }

  /// The same for the bytes of a file, which may lie on another host: that knows no token, only the
  /// link that the hub made, and links expire.
  void checkFile(HttpResponse<?> response, String file) throws TransientFailure {
    if (isSuccess(response)) {
      return;
    }
    failIfForNow(response, "file " + file);
    if (!repo.isHome(response.uri())) {
      throw TransientFailure.refusedLink(
          "The host %s answers %d to the link that the hub gave for file %s of %s: it is not valid,"
                  .formatted(response.uri().getHost(), response.statusCode(), file, repo.name())
              + " or no longer (this has nothing to do with the token)");
    }
    throw refused(response, "file " + file);
  }

  private static boolean isSuccess(HttpResponse<?> response) {
    return response.statusCode() >= 200 && response.statusCode() < 400;
  }

  private void failIfForNow(HttpResponse<?> response, String wanted) throws TransientFailure {
    int status = response.statusCode();
    if (status == 408 || status == 429 || status >= 500) {
      String who =
          repo.isHome(response.uri())
              ? "The hub " + repo.endpoint()
              : "The host " + response.uri().getHost();
      throw new TransientFailure(
          "%s answers %d for %s".formatted(who, status, wanted), after(response));
    }
  }

  private HubException refused(HttpResponse<?> response, String wanted) {
    String said =
        response
            .headers()
            .firstValue("X-Error-Message")
            .map(Refusals::readable)
            .filter(text -> !text.isEmpty())
            .map(" It says: “%s”."::formatted)
            .orElse("");
    return new HubException(
        "The hub answers %d for %s of %s.%s %s"
            .formatted(response.statusCode(), wanted, repo.name(), said, edit(response)));
  }

  private static String readable(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip().replaceFirst("[.]$", "");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }

  private String edit(HttpResponse<?> response) {
    String code = response.headers().firstValue("X-Error-Code").orElse("");
    String with =
        repo.token().isPresent() ? "the token given" : "no token, for HF_TOKEN is not set";
    return switch (response.statusCode()) {
      case 401, 403 ->
          code.equals("GatedRepo")
              ? "It is gated: accept its terms at %s, and set HF_TOKEN to a token of that account."
                      .formatted(repo.page())
                  + " We used %s.".formatted(with)
              : "It is private, or there is none of that name. Correct the name, or give a token"
                  + " that may read it: token(…) or HF_TOKEN. We used %s.".formatted(with);
      case 404 ->
          switch (code) {
            case "RevisionNotFound" -> "There is no such revision; see %s".formatted(repo.page());
            case "EntryNotFound" -> "There is no such file in that revision.";
            default ->
                "Correct the repository or the revision, or the hub: %s".formatted(repo.page());
          };
      default -> "See %s".formatted(repo.page());
    };
  }

  private static Optional<Duration> after(HttpResponse<?> response) {
    return response.headers().firstValue("Retry-After").flatMap(Refusals::duration);
  }

  private static Optional<Duration> duration(String header) {
    try {
      return Optional.of(Duration.ofSeconds(Long.parseLong(header.strip())));
    } catch (NumberFormatException _) {
      try {
        Instant at = ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        Duration wait = Duration.between(Instant.now(), at);
        return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
      } catch (DateTimeParseException _) {
        return Optional.empty();
      }
    }
  }
}
