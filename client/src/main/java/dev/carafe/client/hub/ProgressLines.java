package dev.carafe.client.hub;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// A line at the start and at the end, and one for each file and each further hundred megabytes:
/// few enough for a log.
final class ProgressLines implements HubListener {
  private static final long STEP = 100_000_000;

  private final PrintStream out;
  private final AtomicLong received = new AtomicLong();
  private final AtomicInteger left = new AtomicInteger();

  ProgressLines(PrintStream out) {
    this.out = out;
  }

  @Override
  public void started(String repo, String commit, int files) {
    left.set(files);
    out.printf("%s at %s: %d files%n", repo, commit, files);
  }

  @Override
  public void fetching(String file, long bytes, long resumed) {
    out.printf(
        "fetching %s, %s%s%n",
        file, size(bytes), resumed == 0 ? "" : ", %s of it there already".formatted(size(resumed)));
  }

  @Override
  public void received(String file, long bytes) {
    long now = received.addAndGet(bytes);
    if (now / STEP > (now - bytes) / STEP) {
      out.printf("%s received%n", size(now));
    }
  }

  @Override
  public void finished(String file, boolean fetched) {
    if (left.decrementAndGet() == 0) {
      out.printf("all files are there, %s received%n", size(received.get()));
    }
  }

  private static String size(long bytes) {
    if (bytes < 0) {
      return "of unknown size";
    }
    return bytes < 1_000_000
        ? bytes + " bytes"
        : String.format(Locale.ROOT, "%.1f MB", bytes / 1_000_000.0);
  }
}
