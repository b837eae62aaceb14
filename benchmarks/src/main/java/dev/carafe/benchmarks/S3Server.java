package dev.carafe.benchmarks;

import dev.carafe.benchmarks.apps.Bucket;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

/// S3Proxy, which keeps a bucket in a folder, in a process of its own, and Amazon's client of it.
final class S3Server implements AutoCloseable {
  static final String ACCESS = "access";
  static final String SECRET = "a-secret-key";
  static final int AT_ONCE = 8;
  static final long RANGE = 16L << 20;
  private static final int CHUNK = 256 << 10;

  private final Process process;
  private final ExecutorService readers = Executors.newFixedThreadPool(AT_ONCE);
  private final S3Client client =
      S3Client.builder()
          .httpClientBuilder(UrlConnectionHttpClient.builder())
          .endpointOverride(URI.create(Bucket.ENDPOINT))
          .region(Region.US_EAST_1)
          .credentialsProvider(
              StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS, SECRET)))
          .forcePathStyle(true)
          .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
          .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
          .build();

  private S3Server(Process process) {
    this.process = process;
  }

  static S3Server start() throws IOException, InterruptedException {
    Path folder = Checkout.folder("s3");
    Path log = folder.resolve("s3.log");
    Process process =
        Checkout.process(command(folder), Map.of()).redirectOutput(log.toFile()).start();
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroy));
    while (!listens()) {
      if (!process.isAlive()) {
        throw new IOException("S3Proxy did not start: " + Files.readString(log));
      }
      Thread.sleep(50);
    }
    return new S3Server(process);
  }

  private static List<String> command(Path folder) throws IOException {
    Path buckets = folder.resolve("buckets");
    Files.createDirectories(buckets.resolve(Bucket.NAME));
    Path properties =
        Files.writeString(
            folder.resolve("s3.properties"),
            """
            s3proxy.authorization=aws-v2-or-v4
            s3proxy.identity=%s
            s3proxy.credential=%s
            s3proxy.endpoint=%s
            jclouds.provider=filesystem-nio2
            jclouds.filesystem.basedir=%s
            """
                .formatted(ACCESS, SECRET, Bucket.ENDPOINT, buckets));
    Path target = Checkout.HOME.resolve("benchmarks/target");
    return List.of(
        Checkout.java(),
        "-cp",
        target.resolve("classes") + ":" + target.resolve("lib") + "/*",
        "org.gaul.s3proxy.Main",
        "--properties",
        properties.toString());
  }

  private static boolean listens() throws IOException {
    try (var _ = new Socket(InetAddress.getLoopbackAddress(), Bucket.PORT)) {
      return true;
    } catch (ConnectException e) {
      return false;
    }
  }

  void put(String key, RequestBody content) {
    client.putObject(put -> put.bucket(Bucket.NAME).key(key), content);
  }

  /// Gets an object in ranges, some at a time; the nanoseconds it took.
  long getInRanges(String key, long size) throws Exception {
    return get(
        LongStream.iterate(0, from -> from < size, from -> from + RANGE)
            .mapToObj(
                from ->
                    object(key)
                        .range("bytes=%d-%d".formatted(from, Math.min(from + RANGE, size) - 1))
                        .build()));
  }

  /// Gets whole objects, some at a time; the nanoseconds it took.
  long get(List<String> keys) throws Exception {
    return get(keys.stream().map(key -> object(key).build()));
  }

  private static GetObjectRequest.Builder object(String key) {
    return GetObjectRequest.builder().bucket(Bucket.NAME).key(key);
  }

  private long get(Stream<GetObjectRequest> requests) throws Exception {
    List<Callable<Long>> gets = requests.<Callable<Long>>map(one -> () -> read(one)).toList();
    return Interleaved.nanosOf(
        () -> {
          for (Future<Long> got : readers.invokeAll(gets)) {
            var _ = got.get();
          }
        });
  }

  private long read(GetObjectRequest request) throws IOException {
    byte[] buffer = new byte[CHUNK];
    long size = 0;
    try (var in = client.getObject(request)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        size += read;
      }
    }
    return size;
  }

  @Override
  public void close() {
    readers.close();
    client.close();
    process.destroyForcibly().onExit().join();
  }
}
