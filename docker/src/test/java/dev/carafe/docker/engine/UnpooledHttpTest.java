package dev.carafe.docker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class UnpooledHttpTest {
  private final List<String> closed = new ArrayList<>();
  private final List<Request> requests = new ArrayList<>();
  private final UnpooledHttp http = new UnpooledHttp(new Recorded());

  @Test
  void aRequestAsksForAConnectionOfItsOwn() {
    http.execute(get()).close();
    assertThat(requests.getFirst().headers()).containsEntry("Connection", "close");
  }

  @Test
  void theRestOfAnAnswerThatNobodyWantsIsNotRead() throws IOException {
    try (InputStream body = http.execute(get()).getBody()) {
      assertThat(body.read()).isEqualTo('a');
    }
    assertThat(closed).containsExactly("answer");
  }

  @Test
  void aDaemonThatIsGoneIsNamed() {
    var gone = new UnpooledHttp(new Gone());
    assertThatThrownBy(() -> gone.execute(get()))
        .isInstanceOf(DockerClientException.class)
        .hasMessage("the Docker daemon does not answer (No such file or directory)");
  }

  private static Request get() {
    return Request.builder().method(Request.Method.GET).path("/images/json").build();
  }

  /// Fails as the transport does.
  private static final class Gone implements DockerHttpClient {
    @Override
    public Response execute(Request request) {
      throw new IllegalStateException(new SocketException("No such file or directory"));
    }

    @Override
    public void close() {}
  }

  /// Answers with a body of three bytes, and notes what of an answer is closed.
  private final class Recorded implements DockerHttpClient {
    @Override
    public Response execute(Request request) {
      requests.add(request);
      return new Answer();
    }

    @Override
    public void close() {}
  }

  private final class Answer implements Response {
    @Override
    public int getStatusCode() {
      return 200;
    }

    @Override
    public Map<String, List<String>> getHeaders() {
      return Map.of();
    }

    @Override
    public InputStream getBody() {
      return new ByteArrayInputStream(new byte[] {'a', 'b', 'c'}) {
        @Override
        public void close() {
          closed.add("body");
        }
      };
    }

    @Override
    public void close() {
      closed.add("answer");
    }
  }
}
