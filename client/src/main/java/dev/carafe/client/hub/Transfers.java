package dev.carafe.client.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Fetches files until they are whole and have the right hash, large ones in ranges where the host
/// has them. Threads share it, each with files of its own.
final class Transfers {
  private final OneStream oneStream;
  private final InRanges inRanges;
  private final Retry retry;
  private final HubListener listener;

  Transfers(OneStream oneStream, InRanges inRanges, Retry retry, HubListener listener) {
    this.oneStream = oneStream;
    this.inRanges = inRanges;
    this.retry = retry;
    this.listener = listener;
  }

  void run(RemoteFile remote, Path part) throws IOException, InterruptedException {
    SameContent same = new SameContent(remote.served());
    tell(remote, part);
    if (!cameInRanges(remote, part, same)) {
      retry.run(
          () -> {
            oneStream.fetch(remote, part, same);
            Optional<String> wrong = wrong(remote, part);
            if (wrong.isPresent()) {
              throw new TransientFailure(wrong.get());
            }
            return part;
          });
    }
    Files.deleteIfExists(Marks.beside(part));
  }

  private void tell(RemoteFile remote, Path part) throws IOException {
    listener.fetching(remote.name(), remote.size(), RangeFile.there(part));
  }

  /// Whether it is there now. A host whose ranges do not add up to the file is asked for all of it.
  private boolean cameInRanges(RemoteFile remote, Path part, SameContent same)
      throws IOException, InterruptedException {
    if (!inRanges.fits(remote)) {
      return false;
    }
    boolean came = inRanges.fetch(remote, part, same) && wrong(remote, part).isEmpty();
    if (!came) {
      tell(remote, part);
    }
    return came;
  }

  /// What is wrong with what came; if it is more than that some is missing, it is thrown away.
  private static Optional<String> wrong(RemoteFile remote, Path part) throws IOException {
    long size = Files.size(part);
    if (size < remote.size()) {
      return Optional.of(
          "%s ended after %d of %d bytes".formatted(remote.name(), size, remote.size()));
    }
    Optional<String> wrong =
        remote.size() >= 0 && size > remote.size()
            ? Optional.of(
                "%s has more bytes than the %d the hub says it has"
                    .formatted(remote.name(), remote.size()))
            : remote
                .etag()
                .otherThan(part)
                .map(
                    hash ->
                        "%s has %s, and the hub says it has %s"
                            .formatted(remote.name(), hash, remote.etag().text()));
    if (wrong.isPresent()) {
      RangeFile.delete(part);
    }
    return wrong;
  }
}
