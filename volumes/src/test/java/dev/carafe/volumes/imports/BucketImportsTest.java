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
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
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
  private final InMemoryVolumeHeads heads = new InMemoryVolumeHeads();
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
    restart();
    volumes.create("weights", "me");
  }

  private static ImportOrder at(String endpoint, String bucket) {
    return new ImportOrder(BucketAddress.of(bucket), endpoint, true, KEYS, "weights", "", true);
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
  void anImportThatBrokeOffGoesOnWithWhatIsMissing() throws Exception {
    ImportOrder order = order("s3://weights/minilm/", KEYS, true);
    breakOffAtTheLastByte(order, LARGE.length + 2);
    assertThat(paths()).isEmpty();

    restart();
    assertThat(imports.plan(order).keptBytes()).isGreaterThanOrEqualTo(24 << 20);
    ImportProgress after = imports.run(order, _ -> {}).progress();
    assertThat(after.keptBytes()).isGreaterThanOrEqualTo(24 << 20).isLessThan(LARGE.length);
    assertThat(after.keptBytes() + after.fetchedBytes()).isEqualTo(after.bytes());
    assertThat(content("models/layers/one.bin")).isEqualTo(LARGE);
    assertThat(remembered()).hasSize(1);
  }

  /// The parts that ended before the last byte came are there; the one that it is of is not.
  private void breakOffAtTheLastByte(ImportOrder order, long bytes) {
    assertThatThrownBy(
            () ->
                imports.run(
                    order,
                    progress -> {
                      if (progress.fetchedBytes() == bytes) {
                        awaitMarks(2);
                        throw new IllegalStateException("broken off");
                      }
                    }))
        .hasMessage("broken off");
  }

  private void awaitMarks(int wanted) {
    long latest = System.nanoTime() + 60_000_000_000L;
    while (remembered().stream()
            .filter(file -> file.toString().endsWith(PartialObject.MARKS))
            .mapToLong(BucketImportsTest::lines)
            .sum()
        < wanted) {
      if (System.nanoTime() > latest) {
        throw new AssertionError("the parts before the last byte were not kept: " + remembered());
      }
      Thread.onSpinWait();
    }
  }

  private static long lines(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.filter(line -> line.endsWith(".")).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Path> remembered() {
    try (Stream<Path> files = Files.walk(data.resolve("imports"))) {
      return files.filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void restart() {
    blobs = FileBlobStore.open(data, Clock.systemUTC());
    volumes = new VolumeStore(blobs, heads, new VolumeUsers(), Clock.systemUTC());
    imports = new BucketImports(blobs, volumes);
  }

  @Test
  void aPartThatTheDiskLostIsFetchedAgain() throws Exception {
    ImportOrder order = order("s3://weights/minilm/", KEYS, true);
    breakOffAtTheLastByte(order, LARGE.length + 2);
    for (Path file : remembered()) {
      if (Files.size(file) > 1 << 20) {
        Files.write(file, new byte[LARGE.length]);
      }
    }
    restart();
    assertThat(imports.run(order, _ -> {}).progress().keptBytes()).isLessThan(1 << 20);
    assertThat(content("models/layers/one.bin")).isEqualTo(LARGE);
  }

  @Test
  void partsOfAnObjectThatHasChangedAreNotGoneOnWith(@TempDir Path another) throws Exception {
    try (S3Server changing = S3Server.start(another)) {
      changing.put("m/one.bin", LARGE);
      ImportOrder order = at(changing.endpoint(), "s3://weights/m");
      breakOffAtTheLastByte(order, LARGE.length);
      byte[] changed = LARGE.clone();
      changed[0]++;
      changing.put("m/one.bin", changed);
      assertThat(imports.run(order, _ -> {}).progress())
          .isEqualTo(new ImportProgress(1, LARGE.length, 0, LARGE.length));
      assertThat(content("one.bin")).isEqualTo(changed);
    }
  }

  @Test
  void whatBrokeOffLongAgoIsRemoved() throws Exception {
    breakOffAtTheLastByte(order("s3://weights/minilm/layers/", KEYS, true), LARGE.length);
    assertThat(imports.sweep(Instant.EPOCH)).isZero();
    assertThat(remembered()).hasSize(2);
    assertThat(imports.sweep(Instant.now().plusSeconds(1))).isEqualTo(1);
    assertThat(data.resolve("imports")).isEmptyDirectory();
  }

  @Test
  void objectsWhoseBytesAreGoneAreForgotten() throws Exception {
    run("s3://weights/minilm/");
    imports.sweep(Instant.now());
    assertThat(run("s3://weights/minilm/").progress().fetchedBytes()).isZero();
    blobs.sweep(Set::of, Duration.ZERO);
    imports.sweep(Instant.now());
    assertThat(data.resolve("imports")).isEmptyDirectory();
  }

  @Test
  void nothingIsSweptUnderAnImportThatGoesOn() throws Exception {
    Instant later = Instant.now().plusSeconds(600);
    ImportProgress all =
        imports
            .run(order("s3://weights/minilm/", KEYS, true), _ -> imports.sweep(later))
            .progress();
    assertThat(all.fetchedBytes()).isEqualTo(all.bytes());
    assertThat(content("models/layers/one.bin")).isEqualTo(LARGE);
  }

  @Test
  void anObjectThatChangesMeanwhileLeavesTheVolumeAsItIs(@TempDir Path another) throws Exception {
    try (S3Server changing = S3Server.start(another)) {
      changing.put("m/one.txt", "before");
      ImportOrder order = at(changing.endpoint(), "s3://weights/m");
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
    ImportOrder order = at("http://127.0.0.1:9", "s3://weights/");
    assertThatThrownBy(() -> imports.plan(order))
        .isInstanceOf(BucketException.class)
        .hasMessageContaining("nobody answers at http://127.0.0.1:9");
  }
}
