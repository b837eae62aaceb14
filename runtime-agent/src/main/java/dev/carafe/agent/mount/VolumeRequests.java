package dev.carafe.agent.mount;

import dev.carafe.agent.link.Link;
import dev.carafe.protocol.proto.FromAgent;
import dev.carafe.protocol.proto.VolumeReply;
import dev.carafe.protocol.proto.VolumeRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/// Asks the server about Volumes and waits for its answers. Safe for use by many threads.
public final class VolumeRequests {
  // A commit hashes and copies all that was written; 4 GB take some seconds on a slow disk.
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  private final Link link;
  private final AtomicLong next = new AtomicLong();
  private final ConcurrentMap<Long, CompletableFuture<VolumeReply>> waiting =
      new ConcurrentHashMap<>();

  public VolumeRequests(Link link) {
    this.link = link;
  }

  /// An IllegalStateException carries the server's refusal.
  VolumeReply ask(String volume, VolumeRequest.Action action) {
    long request = next.incrementAndGet();
    CompletableFuture<VolumeReply> answer = new CompletableFuture<>();
    waiting.put(request, answer);
    try {
      link.send(
          FromAgent.newBuilder()
              .setVolumeRequest(
                  VolumeRequest.newBuilder()
                      .setRequest(request)
                      .setVolume(volume)
                      .setAction(action))
              .build());
      VolumeReply reply = answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      if (!reply.getError().isEmpty()) {
        throw new IllegalStateException(reply.getError());
      }
      return reply;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(
          "waiting for the Volume %s was interrupted".formatted(volume), e);
    } catch (TimeoutException | ExecutionException e) {
      throw new IllegalStateException(
          "the server did not answer about the Volume %s in %d min"
              .formatted(volume, PATIENCE.toMinutes()),
          e);
    } finally {
      waiting.remove(request);
    }
  }

  /// An answer came.
  public void answered(VolumeReply reply) {
    CompletableFuture<VolumeReply> answer = waiting.get(reply.getRequest());
    if (answer != null) {
      answer.complete(reply);
    }
  }
}
