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
  private final HubRepo repo;

  Refusals(HubRepo repo) {
    this.repo = repo;
  }

  /// Throws unless the answer is a success.
  void check(HttpResponse<?> response, String wanted) throws TransientFailure {
    int status = response.statusCode();
    if (status < 200 || status >= 400) {
      if (status == 408 || status == 429 || status >= 500) {
        throw new TransientFailure(
            "The hub %s answers %d for %s".formatted(repo.endpoint(), status, wanted),
            after(response));
      }
      throw new HubException(
          "The hub answers %d for %s of %s. %s"
              .formatted(status, wanted, repo.name(), edit(response)));
    }
  }

  private String edit(HttpResponse<?> response) {
    String code = response.headers().firstValue("X-Error-Code").orElse("");
    String with =
        repo.token().isPresent() ? "the token given" : "no token, for HF_TOKEN is not set";
    return switch (response.statusCode()) {
      case 401, 403 ->
          code.equals("GatedRepo")
              ? "It is gated: accept its terms at %s and use a token of that account. We used %s."
                  .formatted(repo.page(), with)
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
