package dev.carafe.client.hub;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/// Fetches a large file over several connections, each range from where it stopped before. Threads
/// share it, each with files of its own.
final class InRanges {
  private static final int MOST = 1_000_000;

  private final HubFiles hub;
  private final Intake intake;
  private final Retry retry;
  private final long length;

  InRanges(HubFiles hub, Intake intake, Retry retry, long length) {
    this.hub = hub;
    this.intake = intake;
    this.retry = retry;
    this.length = length;
  }

  /// Whether a file is large enough, for what a hub may claim not too large, and its content can be
  /// checked afterwards.
  boolean fits(RemoteFile remote) {
    boolean fits = remote.size() >= 2 * length && remote.size() / length < MOST;
    return fits && remote.etag().proves();
  }

  /// Whether all of it came. If not, the host has no ranges, or none of one content; what can still
  /// be used is kept for [OneStream].
  boolean fetch(RemoteFile remote, Path part, SameContent same)
      throws IOException, InterruptedException {
    try (RangeFile file = RangeFile.open(part, remote.size(), length)) {
      List<Callable<Boolean>> ranges =
          file.missing().stream()
              .<Callable<Boolean>>map(i -> () -> fetch(remote, file, i, same))
              .toList();
      List<Boolean> _ = Together.run(hub.connections(), IOException.class, ranges);
      return true;
    } catch (WithoutRanges _) {
      RangeFile.join(part);
      return false;
    } catch (OtherContent _) {
      RangeFile.delete(part);
      return false;
    }
  }

  private boolean fetch(RemoteFile remote, RangeFile file, int range, SameContent same)
      throws IOException, InterruptedException {
    return retry.run(
        () -> {
          Span rest = file.rest(range);
          try (HubFiles.Content content = hub.open(remote.name(), rest, same.ifRange())) {
            check(remote, content, same);
            long come =
                intake.read(
                    remote.name(),
                    content,
                    rest.length(),
                    (bytes, n) -> file.write(range, bytes, n));
            if (come < rest.length()) {
              throw Intake.ended(remote, content.from() + come, rest.end(), come);
            }
            return true;
          }
        });
  }

  private static void check(RemoteFile remote, HubFiles.Content content, SameContent same)
      throws IOException {
    boolean otherSize = content.total() >= 0 && content.total() != remote.size();
    if (otherSize || content.from() < 0 || !same.takes(content.etag())) {
      throw new OtherContent();
    }
    if (!content.partial()) {
      throw new WithoutRanges();
    }
  }

  private static final class WithoutRanges extends IOException {}

  private static final class OtherContent extends IOException {}
}
