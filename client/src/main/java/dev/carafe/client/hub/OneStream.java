package dev.carafe.client.hub;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// Fetches a file over one connection, from where it stopped before. Threads share it, each with
/// files of its own.
final class OneStream {
  private final HubFiles hub;
  private final Intake intake;

  OneStream(HubFiles hub, Intake intake) {
    this.hub = hub;
    this.intake = intake;
  }

  void fetch(RemoteFile remote, Path part, SameContent same)
      throws IOException, TransientFailure, InterruptedException {
    RangeFile.join(part);
    long have = Files.exists(part) ? Files.size(part) : -1;
    if (have == remote.size() && have >= 0) {
      return;
    }
    Span rest = have < remote.size() ? Span.from(Math.max(0, have)) : Span.ALL;
    Optional<String> ifRange = rest.isAll() ? Optional.empty() : same.ifRange();
    try (HubFiles.Content content = hub.open(remote.name(), rest, ifRange)) {
      if (content.from() == 0) {
        same.startAnew(content.etag());
      } else if (content.from() < 0 || !same.takes(content.etag())) {
        Files.deleteIfExists(part);
        throw new TransientFailure(
            "The hub has no bytes of the same %s from %d on".formatted(remote.name(), rest.from()));
      }
      write(remote, part, content);
    }
  }

  private void write(RemoteFile remote, Path part, HubFiles.Content content)
      throws IOException, TransientFailure {
    StandardOpenOption how =
        content.from() > 0 ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
    long most = remote.size() < 0 ? Long.MAX_VALUE : remote.size() - content.from() + 1;
    try (OutputStream out =
        Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how)) {
      long _ = intake.read(remote.name(), content, most, (bytes, n) -> out.write(bytes, 0, n));
    }
  }
}
