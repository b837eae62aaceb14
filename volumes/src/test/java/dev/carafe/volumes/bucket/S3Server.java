package dev.carafe.volumes.bucket;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// An S3-compatible server in a process of its own, whose bucket `weights` is a folder.
public final class S3Server implements AutoCloseable {
  public static final String ACCESS = "access";
  public static final String SECRET = "a-secret-key";
  private static final long PATIENCE = 60_000_000_000L;

  private final Process process;

  /// Keeps the port while nobody listens: bound, no socket that asks for any port is given it, and
  /// one that asks for it by its number still is (`SO_REUSEADDR`).
  private final SocketChannel port;

  private S3Server(Process process, SocketChannel port) {
    this.process = process;
    this.port = port;
  }

  public static S3Server start(Path folder) throws IOException, InterruptedException {
    return start(folder, 0);
  }

  /// At a port that nobody else has.
  public static S3Server start(Path folder, int number) throws IOException, InterruptedException {
    SocketChannel port =
        SocketChannel.open()
            .setOption(StandardSocketOptions.SO_REUSEADDR, true)
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), number));
    Files.createDirectories(folder.resolve("buckets/weights"));
    Path properties = folder.resolve("s3.properties");
    Files.writeString(
        properties,
        """
        s3proxy.authorization=aws-v2-or-v4
        s3proxy.identity=%s
        s3proxy.credential=%s
        s3proxy.endpoint=%s
        jclouds.provider=filesystem-nio2
        jclouds.filesystem.basedir=%s
        """
            .formatted(ACCESS, SECRET, endpoint(port), folder.resolve("buckets")));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "org.gaul.s3proxy.Main",
                "--properties",
                properties.toString())
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(folder.resolve("s3.log").toFile())
            .start();
    S3Server server = new S3Server(process, port);
    server.awaitAnswer(folder.resolve("s3.log"));
    return server;
  }

  private void awaitAnswer(Path log) throws IOException, InterruptedException {
    long latest = System.nanoTime() + PATIENCE;
    while (true) {
      try {
        var _ = send(HttpRequest.newBuilder(URI.create(endpoint())).build());
        return;
      } catch (IOException e) {
        if (!process.isAlive() || System.nanoTime() > latest) {
          throw new AssertionError("no S3 server: " + Files.readString(log), e);
        }
        Thread.sleep(50);
      }
    }
  }

  private static int send(HttpRequest request) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newBuilder().proxy(HttpClient.Builder.NO_PROXY).build()) {
      return client.send(request, BodyHandlers.discarding()).statusCode();
    }
  }

  public String endpoint() {
    return endpoint(port);
  }

  private static String endpoint(SocketChannel port) {
    return "http://127.0.0.1:" + port.socket().getLocalPort();
  }

  /// Puts an object, with a signature in the query.
  public void put(String key, String text) throws IOException, InterruptedException {
    put(key, text.getBytes(StandardCharsets.UTF_8));
  }

  /// As [#put(String, String)], of bytes.
  public void put(String key, byte[] bytes) throws IOException, InterruptedException {
    long expires = Instant.now().getEpochSecond() + 600;
    String signature = sign("PUT\n\n\n%d\n/weights/%s".formatted(expires, key));
    URI uri =
        URI.create(
            "%s/weights/%s?AWSAccessKeyId=%s&Expires=%d&Signature=%s"
                .formatted(
                    endpoint(),
                    key,
                    ACCESS,
                    expires,
                    URLEncoder.encode(signature, StandardCharsets.UTF_8)));
    int status = send(HttpRequest.newBuilder(uri).PUT(BodyPublishers.ofByteArray(bytes)).build());
    if (status != 200) {
      throw new AssertionError("putting %s gave %d".formatted(key, status));
    }
  }

  private static String sign(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  public List<String> keys(Path folder) throws IOException {
    Path bucket = folder.resolve("buckets/weights");
    try (var all = Files.walk(bucket)) {
      return all.filter(Files::isRegularFile).map(p -> bucket.relativize(p).toString()).toList();
    }
  }

  /// It takes connections from now on, and answers none.
  void freeze() throws IOException, InterruptedException {
    signal("STOP");
  }

  void thaw() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  @Override
  public void close() {
    stop();
    try {
      port.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// It is gone, and may be gone already.
  public void stop() {
    process.destroyForcibly().onExit().join();
  }
}
