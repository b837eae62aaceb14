package dev.carafe.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class SourceWatchTest {
  private static final Duration QUIET = Duration.ofMillis(20);

  @TempDir Path folder;

  @Test
  void aSaveOfAWatchedFileEndsTheWait() throws Exception {
    Path file = Files.writeString(folder.resolve("Hello.java"), "one");
    try (SourceWatch watch = new SourceWatch()) {
      watch.watch(List.of(file));
      Files.writeString(file, "two");

      assertThat(watch.await(QUIET)).isTrue();
    }
  }

  @Test
  void whoWaitsIsToldWhenTheWatchIsClosed() throws Exception {
    SourceWatch watch = new SourceWatch();
    watch.watch(List.of(folder));
    CompletableFuture<Boolean> changed = new CompletableFuture<>();
    Thread waiter =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    changed.complete(watch.await(QUIET));
                  } catch (InterruptedException | RuntimeException e) {
                    changed.completeExceptionally(e);
                  }
                });

    watch.close();

    assertThat(changed.get(30, TimeUnit.SECONDS)).isFalse();
    waiter.join();
  }
}
