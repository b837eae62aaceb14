package dev.carafe.volumes.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.carafe.model.app.BucketAddress;
import dev.carafe.volumes.bucket.BucketException;
import dev.carafe.volumes.bucket.BucketKeys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Stores that answer otherwise than Amazon's.
@Timeout(60)
final class OddStoreTest {
  private HttpServer store;
  private String answer = "";
  private int status = 200;

  @BeforeEach
  void start() throws IOException {
    store = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    store.createContext(
        "/",
        exchange -> {
          byte[] bytes = answer.getBytes(UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/xml");
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    store.start();
  }

  @AfterEach
  void stop() {
    store.stop(0);
  }

  private S3Objects objects() {
    String endpoint = "http://127.0.0.1:" + store.getAddress().getPort();
    BucketKeys none = BucketKeys.of("", Map.of());
    return S3Objects.open(
        new ImportOrder(BucketAddress.of("s3://odd/"), endpoint, true, none, "v", "", true));
  }

  private List<BucketObject> listed() {
    try (S3Objects objects = objects()) {
      return objects.under("");
    }
  }

  @Test
  void whatIsListedWithoutASizeIsEmpty() {
    answer =
        "<ListBucketResult><Contents><Key>dir/</Key><LastModified>2026-01-02T03:04:05Z</LastModified>"
            + "</Contents></ListBucketResult>";
    assertThat(listed()).extracting(BucketObject::size).containsExactly(0L);
  }

  @Test
  void aListThatRepeatsItsPagesIsGivenUp() {
    answer =
        "<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>again"
            + "</NextContinuationToken></ListBucketResult>";
    assertThatThrownBy(this::listed)
        .isInstanceOf(BucketException.class)
        .hasMessage(
            "Listing s3://odd/ came to no end: the store gives the same page again and again");
  }

  @Test
  void whatAnswersButIsNoStoreIsNotTakenForNobody() {
    answer = "<html><p>Log in</html>";
    assertThatThrownBy(this::listed)
        .isInstanceOf(BucketException.class)
        .hasMessageContaining("what answers at http://127.0.0.1:")
        .hasMessageContaining("is not what a store answers");
  }

  @Test
  void anObjectThatIsGoneIsNamed() {
    status = 404;
    answer = "<Error><Code>NoSuchKey</Code><Message>none</Message></Error>";
    BucketObject gone = new BucketObject("models/a.bin", 3, "", Instant.EPOCH);
    try (S3Objects objects = objects()) {
      assertThatThrownBy(() -> objects.read(gone, 0, 3, (_, _, _) -> {}))
          .isInstanceOf(BucketException.class)
          .hasMessageContaining("models/a.bin of s3://odd was changed while it was imported");
    }
  }
}
