package dev.carafe.docker.engine;

import com.github.dockerjava.transport.DockerHttpClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Requests that are given up when no answer has begun after a limit. The transport's own limit is
/// a socket option that unix sockets do not have; an interrupt closes their channel instead.
final class PromptHttp implements DockerHttpClient {
  private final DockerHttpClient http;
  private final Duration limit;

  PromptHttp(DockerHttpClient http, Duration limit) {
    this.http = http;
    this.limit = limit;
  }

  @Override
  public Response execute(Request request) {
    var answer = new FutureTask<>(() -> http.execute(request));
    Thread.ofVirtual().start(answer);
    try {
      return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new UncheckedIOException(
          new SocketTimeoutException("no answer in %d s".formatted(limit.toSeconds())));
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failed
          ? failed
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("interrupted while the daemon worked", e));
    } finally {
      answer.cancel(true);
    }
  }

  @Override
  public void close() throws IOException {
    http.close();
  }
}
