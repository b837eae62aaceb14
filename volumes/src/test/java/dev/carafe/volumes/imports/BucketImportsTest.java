package dev.carafe.volumes.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carafe.model.app.BucketAddress;
import dev.carafe.model.file.OwnerOnly;
import dev.carafe.volumes.bucket.BucketException;
import dev.carafe.volumes.bucket.BucketKeys;
import dev.carafe.volumes.bucket.S3Server;
import dev.carafe.volumes.content.FileBlobStore;
import dev.carafe.volumes.fake.InMemoryVolumeHeads;
import dev.carafe.volumes.version.Entry;
import dev.carafe.volumes.version.VolumeException;
import dev.carafe.volumes.version.VolumeStore;
import dev.carafe.volumes.version.VolumeUsers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Buckets of a real server, by its own protocol.
@Timeout(180)
final class BucketImportsTest {
  private static final byte[] LARGE = bytes(40 << 20);
  private static final BucketKeys KEYS = keys(S3Server.SECRET);

  @TempDir static Path folder;
  private static S3Server server;

  @TempDir Path data;
  private FileBlobStore blobs;
  private VolumeStore volumes;
  private BucketImports imports;

  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private static BucketKeys keys(String secret) {
    return BucketKeys.of(
        "keys", Map.of("AWS_ACCESS_KEY_ID", S3Server.ACCESS, "AWS_SECRET_ACCESS_KEY", secret));
  }

  @BeforeAll
  static void startServer() throws IOException, InterruptedException {
    server = S3Server.start(folder);
    server.put("minilm/config.json", "{}");
    server.put("minilm/layers/one.bin", LARGE);
    server.put("minilm-old/config.json", "old");
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @BeforeEach
  void open() {
    blobs = FileBlobStore.open(data, Clock.systemUTC());
    volumes =
        new VolumeStore(blobs, new InMemoryVolumeHeads(), new VolumeUsers(), Clock.systemUTC());
    imports = new BucketImports(blobs, volumes);
    volumes.create("weights", "me");
  }

  private static ImportOrder order(String bucket, BucketKeys keys, boolean force) {
    return new ImportOrder(
        BucketAddress.of(bucket), server.endpoint(), true, keys, "weights", "/models", force);
  }

  private BucketImports.Imported run(String bucket) throws InterruptedException {
    return imports.run(order(bucket, KEYS, true), _ -> {});
  }

  private List<String> paths() {
    return volumes.files("weights", "/", true, 0).stream()
        .filter(entry -> entry instanceof Entry.File)
        .map(Entry::path)
        .toList();
  }

  private byte[] content(String path) throws IOException {
    Entry.File file = (Entry.File) volumes.entry("weights", path, 0);
    return Files.readAllBytes(blobs.file(file.blob()).orElseThrow());
  }

  @Test
  void whatLiesUnderAPrefixIsOneNewVersion() throws Exception {
    BucketImports.Imported imported = run("s3://weights/minilm/");
    assertThat(imported.version().number()).isEqualTo(2);
    assertThat(paths()).containsExactly("models/config.json", "models/layers/one.bin");
    assertThat(content("models/layers/one.bin")).isEqualTo(LARGE);
    assertThat(imported.progress())
        .isEqualTo(new ImportProgress(2, LARGE.length + 2, 0, LARGE.length + 2));
  }

  @Test
  void aSecondImportFetchesNothingAndMakesNoVersion() throws Exception {
    long first = run("s3://weights/minilm").version().number();
    BucketImports.Imported again = run("s3://weights/minilm");
    assertThat(again.version().number()).isEqualTo(first);
    assertThat(again.progress())
        .isEqualTo(new ImportProgress(2, LARGE.length + 2, LARGE.length + 2, 0));
  }

  @Test
  void oneObjectIsImportedByItsKey() throws Exception {
    assertThat(run("s3://weights/minilm/config.json").progress().files()).isEqualTo(1);
    assertThat(paths()).containsExactly("models/config.json");
  }

  @Test
  void aPlanFetchesNothing() {
    assertThat(imports.plan(order("s3://weights/minilm/", KEYS, false)))
        .isEqualTo(new ImportProgress(2, LARGE.length + 2, 0, 0));
    assertThat(paths()).isEmpty();
  }

  @Test
  void whatIsInTheWayIsToldOfBeforeAnythingIsFetched() throws Exception {
    run("s3://weights/minilm/config.json");
    assertThatThrownBy(
            () -> imports.run(order("s3://weights/minilm/", KEYS, false), _ -> fetchedNothing()))
        .isInstanceOf(VolumeException.class)
        .hasMessageContaining("models/config.json");
  }

  private static void fetchedNothing() {
    throw new AssertionError("something was fetched");
  }

  @Test
  void anImportThatBrokeOffGoesOnWithWhatIsMissing(@TempDir Path another) throws Exception {
    try (S3Server breaking = S3Server.start(another)) {
      breaking.put("m/large.bin", LARGE);
      breaking.put("m/zz.txt", "small");
      ImportOrder order =
          new ImportOrder(
              BucketAddress.of("s3://weights/m"),
              breaking.endpoint(),
              true,
              KEYS,
              "weights",
              "",
              true);
      assertThatThrownBy(
              () ->
                  imports.run(
                      order,
                      progress -> {
                        if (progress.fetchedBytes() >= 5 && kept() > 0) {
                          throw new IllegalStateException("broken off");
                        }
                      }))
          .hasMessage("broken off");
      assertThat(paths()).isEmpty();
      assertThat(data.resolve("tmp")).isEmptyDirectory();

      imports = new BucketImports(blobs, volumes); // after a restart
      ImportProgress after = imports.run(order, _ -> {}).progress();
      assertThat(after.keptBytes()).isPositive();
      assertThat(after.keptBytes() + after.fetchedBytes()).isEqualTo(after.bytes());
      assertThat(content("large.bin")).isEqualTo(LARGE);
    }
  }

  /// Bytes of objects that would not be fetched again.
  private long kept() {
    Path known = data.resolve("imports");
    try (var files = Files.list(known)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException e) {
      return 0;
    }
  }

  @Test
  void anObjectThatChangesMeanwhileLeavesTheVolumeAsItIs(@TempDir Path another) throws Exception {
    try (S3Server changing = S3Server.start(another)) {
      changing.put("m/one.txt", "before");
      ImportOrder order =
          new ImportOrder(
              BucketAddress.of("s3://weights/m"),
              changing.endpoint(),
              true,
              KEYS,
              "weights",
              "",
              true);
      assertThatThrownBy(
              () ->
                  imports.run(
                      order,
                      _ -> {
                        try {
                          changing.put("m/one.txt", "after.");
                        } catch (IOException | InterruptedException e) {
                          throw new AssertionError(e);
                        }
                      }))
          .isInstanceOf(BucketException.class)
          .hasMessageContaining("was changed while it was imported");
      assertThat(paths()).isEmpty();
    }
  }

  @Test
  void wrongKeysAreToldOf() {
    assertThatThrownBy(() -> imports.run(order("s3://weights/", keys("wrong"), true), _ -> {}))
        .isInstanceOf(BucketException.class)
        .hasMessageStartingWith("Listing s3://weights/ was refused (SignatureDoesNotMatch")
        .hasMessageContaining("Look at the keys");
  }

  @Test
  void withoutKeysItSaysWhereTheyComeFrom() throws IOException {
    Files.createDirectory(folder.resolve("buckets/closed"), OwnerOnly.FOLDER);
    BucketKeys none = BucketKeys.of("", Map.of());
    assertThatThrownBy(() -> imports.plan(order("s3://closed/", none, true)))
        .isInstanceOf(BucketException.class)
        .hasMessageContaining("No keys were given");
  }

  @Test
  void aBucketThatIsNotThereIsToldOf() {
    assertThatThrownBy(() -> run("s3://nowhere/"))
        .isInstanceOf(BucketException.class)
        .hasMessageContaining("there is no bucket nowhere at http://127.0.0.1:");
  }

  @Test
  void aPrefixWithNothingUnderItIsToldOf() {
    assertThatThrownBy(() -> run("s3://weights/nothing/"))
        .isInstanceOf(VolumeException.class)
        .hasMessageContaining("there is nothing at s3://weights/nothing/");
  }

  @Test
  void anEndpointThatIsNotThereIsToldOf() {
    ImportOrder order =
        new ImportOrder(
            BucketAddress.of("s3://weights/"),
            "http://127.0.0.1:9",
            true,
            KEYS,
            "weights",
            "",
            true);
    assertThatThrownBy(() -> imports.plan(order))
        .isInstanceOf(BucketException.class)
        .hasMessageContaining("nobody answers at http://127.0.0.1:9");
  }
}
