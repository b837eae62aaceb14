package dev.carafe.docker.engine;

import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.transport.DockerHttpClient;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/// Each request has a connection of its own, and a daemon that is gone is named. Those that would
/// wait in a pool end with the daemon, and whatever is asked first of the next one would fail on
/// them. To connect to a socket of this machine costs less than a tenth of a millisecond.
final class UnpooledHttp implements DockerHttpClient {
  private final DockerHttpClient http;

  UnpooledHttp(DockerHttpClient http) {
    this.http = http;
  }

  /// A hijacked connection is used up by its request anyway, and has this header for its upgrade.
  @Override
  public Response execute(Request request) {
    return request.hijackedInput() == null
        ? new Answer(
            answer(Request.builder().from(request).putHeader("Connection", "close").build()))
        : answer(request);
  }

  /// The transport wraps what its socket says, which names no daemon.
  private Response answer(Request request) {
    try {
      return http.execute(request);
    } catch (RuntimeException e) {
      if (e.getCause() instanceof IOException gone) {
        throw new DockerClientException(
            "the Docker daemon does not answer (%s)".formatted(gone.getMessage()), e);
      }
      throw e;
    }
  }

  /// Whoever closes the body wants no more of it: the transport would read it to its end, to use
  /// the connection again.
  private record Answer(Response whole) implements Response {
    @Override
    public int getStatusCode() {
      return whole.getStatusCode();
    }

    @Override
    public Map<String, List<String>> getHeaders() {
      return whole.getHeaders();
    }

    @Override
    public InputStream getBody() {
      return new FilterInputStream(whole.getBody()) {
        @Override
        public void close() {
          whole.close();
        }
      };
    }

    @Override
    public void close() {
      whole.close();
    }
  }

  @Override
  public void close() throws IOException {
    http.close();
  }
}
