package dev.carafe.benchmarks;

import dev.carafe.benchmarks.apps.Bucket;
import dev.carafe.benchmarks.apps.Bucket.Reader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.sync.RequestBody;

/// An object of 512 MiB in a bucket: read by containers that mount it, and imported into a Volume,
/// against ranged GETs of it by Amazon's SDK in this JVM; and many small objects, imported. The
/// store is on this machine, so what is compared is the processors' work, not a network.
final class BucketRead {
  private static final int SIZE = 512 << 20;
  private static final int OBJECTS = 1_000;
  private static final int SMALL = 16 << 10;
  private static final int CHUNK = 1 << 20;
  private static final String FILE = "model.bin";
  private static final String KEY = "weights/" + FILE;
  private static final String VOLUME = "bench-imported";

  private final S3Server store;
  private final RunningServer server;
  private final Path file = Checkout.folder("bucket").resolve(FILE);
  private final List<String> keys =
      IntStream.range(0, OBJECTS).mapToObj(i -> "small/%d/%d".formatted(i % 10, i)).toList();
  private long round;
  private int runs;

  private BucketRead(S3Server store, RunningServer server) {
    this.store = store;
    this.server = server;
  }

  public static void main(String[] args) throws Exception {
    try (S3Server store = S3Server.start();
        RunningServer server = RunningServer.start()) {
      server.command(
          "secret",
          "create",
          Bucket.SECRET,
          "AWS_ACCESS_KEY_ID=" + S3Server.ACCESS,
          "AWS_SECRET_ACCESS_KEY=" + S3Server.SECRET);
      server.command("volume", "create", VOLUME);
      server.command("deploy", Checkout.app("Bucket").toString());
      new BucketRead(store, server).measure();
    }
  }

  private void measure() throws Exception {
    fill();
    putLarge();
    var _ = read();
    server.rested();
    String ranges =
        "GETs of ranges by the AWS SDK, %d × %d MiB"
            .formatted(S3Server.AT_ONCE, S3Server.RANGE >> 20);
    new Figure(
            "first read of 512 MiB through a bucket mount",
            ranges,
            Figure.Unit.MILLIS,
            Interleaved.run(2, 10, this::getLarge, this::read),
            new Figure.Goal.RateAtLeast(0.6, SIZE >> 20, "MiB"))
        .report();
    putSmall();
    imports("an object of 512 MiB", ranges, this::getLarge, this::importLarge);
    imports(
        "1,000 objects of 16 KiB",
        "GETs by the AWS SDK, %d at a time".formatted(S3Server.AT_ONCE),
        this::getSmall,
        this::importSmall);
  }

  private void imports(
      String what, String floor, Interleaved.Timed get, Interleaved.Timed importing)
      throws Exception {
    new Turns(1, 5)
        .report(
            "`volume import` of %s, new".formatted(what),
            floor,
            new Figure.Goal.None(),
            get,
            importing);
  }

  private void fill() throws IOException {
    Random random = new Random(1);
    byte[] bytes = new byte[CHUNK];
    try (var out = Files.newOutputStream(file)) {
      for (int at = 0; at < SIZE; at += CHUNK) {
        random.nextBytes(bytes);
        out.write(bytes);
      }
    }
  }

  /// As another object than before.
  private void putLarge() throws IOException {
    round++;
    try (var out = new RandomAccessFile(file.toFile(), "rw")) {
      out.writeLong(round);
    }
    store.put(KEY, RequestBody.fromFile(file));
  }

  private void putSmall() {
    Random random = new Random();
    byte[] bytes = new byte[SMALL];
    for (String key : keys) {
      random.nextBytes(bytes);
      store.put(key, RequestBody.fromBytes(bytes));
    }
  }

  private long getLarge() throws Exception {
    return store.getInRanges(KEY, SIZE);
  }

  private long getSmall() throws Exception {
    return store.get(keys);
  }

  private long read() throws InterruptedException {
    runs++;
    long took =
        server.client().cls(Reader.class).with("run", "run-" + runs).remote(Reader::read, FILE);
    server.stopContainers("bench-bucket");
    return took;
  }

  private long importLarge() throws Exception {
    putLarge();
    return imported("weights");
  }

  private long importSmall() throws Exception {
    putSmall();
    return imported("small");
  }

  private long imported(String prefix) throws Exception {
    return server.command(
        "volume",
        "import",
        "s3://%s/%s/".formatted(Bucket.NAME, prefix),
        VOLUME + ":/" + prefix,
        "--endpoint",
        Bucket.ENDPOINT,
        "--path-style",
        "--secret",
        Bucket.SECRET,
        "--force");
  }
}
