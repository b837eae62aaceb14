package dev.carafe.docker.engine;

import com.github.dockerjava.transport.DockerHttpClient;
import java.io.IOException;

/// Each request has a connection of its own. Those that would wait in a pool end with the daemon,
/// and whatever is asked first of the next one would fail on them. To connect to a socket of this
/// machine costs less than a tenth of a millisecond.
final class UnpooledHttp implements DockerHttpClient {
  private final DockerHttpClient http;

  UnpooledHttp(DockerHttpClient http) {
    this.http = http;
  }

  /// A hijacked connection is used up by its request anyway, and has this header for its upgrade.
  @Override
  public Response execute(Request request) {
    return http.execute(
        request.hijackedInput() == null
            ? Request.builder().from(request).putHeader("Connection", "close").build()
            : request);
  }

  @Override
  public void close() throws IOException {
    http.close();
  }
}
