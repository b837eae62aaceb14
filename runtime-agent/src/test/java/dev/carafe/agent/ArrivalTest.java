package dev.carafe.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.agent.lifecycle.Arrival;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class ArrivalTest {
  @TempDir Path folder;

  @Test
  void whoWaitsSaysSoAndGoesOnWhenTheFileIsThere() throws Exception {
    Path file = folder.resolve("agent.json");
    CompletableFuture<Boolean> came = new CompletableFuture<>();
    Thread.ofPlatform()
        .start(
            () -> {
              try {
                came.complete(Arrival.await(file, Duration.ofSeconds(50)));
              } catch (Exception e) {
                came.completeExceptionally(e);
              }
            });
    while (!Files.exists(folder.resolve("waiting"))) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
    Files.writeString(folder.resolve("another"), "is not it");
    assertThat(came).isNotDone();

    Files.move(Files.writeString(folder.resolve("part"), "{}"), file);

    assertThat(came.get(50, TimeUnit.SECONDS)).isTrue();
    assertThat(folder.resolve("waiting")).doesNotExist();
  }

  @Test
  void whoIsNotLetWaitOnGoes() throws Exception {
    assertThat(Arrival.await(folder.resolve("agent.json"), Duration.ofMillis(50))).isFalse();
    assertThat(folder.resolve("waiting")).doesNotExist();
  }

  @Test
  void whoIsLetWaitOnWaitsOn() throws Exception {
    Path waiting = folder.resolve("waiting");
    CompletableFuture<Boolean> came = new CompletableFuture<>();
    Instant letUntil = Instant.now().plusSeconds(2);
    Thread.ofPlatform()
        .start(
            () -> {
              try {
                came.complete(Arrival.await(folder.resolve("agent.json"), Duration.ofSeconds(1)));
              } catch (Exception e) {
                came.completeExceptionally(e);
              }
            });
    while (!Files.exists(waiting)) {
      TimeUnit.MILLISECONDS.sleep(5);
    }

    Files.setLastModifiedTime(waiting, FileTime.from(letUntil));

    assertThat(came.get(50, TimeUnit.SECONDS)).isFalse();
    assertThat(Instant.now()).isAfterOrEqualTo(letUntil.plusMillis(990));
  }
}
