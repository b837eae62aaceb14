package dev.carafe.volumes.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carafe.model.app.BucketMountSpec;
import dev.carafe.model.file.ContainerUser;
import dev.carafe.model.id.ContainerId;
import dev.carafe.model.spi.BucketAttachment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Buckets of a real server, mounted by the real program.
@NeedsFuse
@Timeout(180)
final class BucketMountsTest {
  private static final ContainerId ONE = new ContainerId("ct-one");
  private static final BucketKeys KEYS = keys(S3Server.SECRET);

  @TempDir static Path folder;
  private static S3Server server;

  @TempDir Path data;
  private BucketMounts mounts;

  private static BucketKeys keys(String secret) {
    return BucketKeys.of(
        "keys", Map.of("AWS_ACCESS_KEY_ID", S3Server.ACCESS, "AWS_SECRET_ACCESS_KEY", secret));
  }

  @BeforeAll
  static void startServer() throws IOException, InterruptedException {
    server = S3Server.start(folder);
    server.put("minilm/config.json", "{}");
    server.put("minilm/layers/one.bin", "weights");
    server.put("top.txt", "top");
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @BeforeEach
  void open() {
    mounts = BucketMounts.open(data, ContainerUser.ofServer());
  }

  @AfterEach
  void close() throws IOException {
    mounts.close();
    assertThat(mountsLeft()).isEmpty();
    assertThat(programsLeft()).isEmpty();
    assertThat(data.resolve("buckets")).isEmptyDirectory();
  }

  private List<String> mountsLeft() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/mounts")).stream()
        .filter(line -> line.contains(data.toString()))
        .toList();
  }

  private List<ProcessHandle> programsLeft() {
    return ProcessHandle.allProcesses()
        .filter(p -> p.info().command().orElse("").endsWith(S3fs.PROGRAM))
        .filter(
            p ->
                Stream.of(p.info().arguments().orElse(new String[0]))
                    .anyMatch(a -> a.contains(data.toString())))
        .toList();
  }

  private static BucketMountSpec spec(String bucket, boolean readOnly) {
    return new BucketMountSpec("/models", bucket, server.endpoint(), "keys", readOnly, true);
  }

  private Path attach(String bucket, boolean readOnly) {
    return mounts.attach(ONE, spec(bucket, readOnly), KEYS).directory();
  }

  private static List<String> list(Path directory) throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aPrefixIsTheRootOfWhatIsSeen() throws IOException {
    Path seen = attach("s3://weights/minilm/", true);
    assertThat(list(seen)).containsExactly("config.json", "layers");
    assertThat(seen.resolve("layers/one.bin")).hasContent("weights");
  }

  @Test
  void theWholeBucketIsSeenWithoutAPrefix() throws IOException {
    assertThat(list(attach("s3://weights", true))).contains("minilm", "top.txt");
  }

  @Test
  void aReadOnlyMountRefusesWrites() {
    Path seen = attach("s3://weights/minilm/", true);
    assertThatThrownBy(() -> Files.writeString(seen.resolve("new.txt"), "new"))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("Read-only file system");
  }

  @Test
  void whatIsWrittenIsInTheBucket() throws IOException {
    Path seen = attach("s3://weights/out/", false);
    Files.writeString(seen.resolve("result.txt"), "done");
    assertThat(seen.resolve("result.txt")).hasContent("done");
    assertThat(server.keys(folder)).contains("out/result.txt");
  }

  @Test
  void noKeysLieOnTheDiskOnceItIsMounted() throws IOException {
    Path seen = attach("s3://weights/minilm/", true);
    try (Stream<Path> all = Files.list(seen.getParent())) {
      assertThat(all.map(p -> p.getFileName().toString()))
          .containsExactlyInAnyOrder("bucket", "mount", "output.log", "scratch");
    }
  }

  @Test
  void wrongKeysAreToldOf() {
    assertThatThrownBy(() -> mounts.attach(ONE, spec("s3://weights/", true), keys("wrong")))
        .isInstanceOf(BucketException.class)
        .hasMessageStartingWith("s3://weights/ cannot be mounted: ")
        .hasMessageContaining("invalid credentials");
  }

  @Test
  void aBucketThatIsNotThereIsToldOf() {
    assertThatThrownBy(() -> attach("s3://nowhere/", true))
        .isInstanceOf(BucketException.class)
        .hasMessageContaining("bucket or key not found");
  }

  @Test
  void anEndpointThatIsNotThereIsToldOf() {
    BucketMountSpec nobody =
        new BucketMountSpec("/m", "s3://weights/", "http://127.0.0.1:9", "keys", true, true);
    assertThatThrownBy(() -> mounts.attach(ONE, nobody, KEYS))
        .isInstanceOf(BucketException.class)
        .hasMessageContaining("unable to connect");
  }

  @Test
  void aReaderOfAStoreThatHasGoneIsToldSo(@TempDir Path another) throws Exception {
    try (S3Server leaving = S3Server.start(another)) {
      Path seen = attachOf(leaving);
      leaving.stop();
      assertThatThrownBy(() -> Files.readString(seen.resolve("model.bin")))
          .isInstanceOf(IOException.class);
    }
  }

  private Path attachOf(S3Server store) throws IOException, InterruptedException {
    store.put("model.bin", "weights");
    BucketMountSpec mount =
        new BucketMountSpec("/models", "s3://weights/", store.endpoint(), "keys", true, true);
    Path seen = mounts.attach(ONE, mount, KEYS).directory();
    assertThat(list(seen)).containsExactly("model.bin");
    return seen;
  }

  @Test
  void aKilledProgramIsToldOfAndTheNextContainerHasAnother() throws Exception {
    CompletableFuture<String> told = new CompletableFuture<>();
    mounts.onLoss((container, why) -> told.complete(container + ": " + why));
    Path seen = attach("s3://weights/minilm/", true);
    assertThat(seen.resolve("config.json")).hasContent("{}");

    programsLeft().forEach(ProcessHandle::destroyForcibly);

    assertThat(told.get(60, TimeUnit.SECONDS))
        .isEqualTo("ct-one: the bucket mount s3://weights/minilm/ ended: s3fs was killed");
    assertThatThrownBy(() -> Files.readString(seen.resolve("config.json")))
        .isInstanceOf(IOException.class);
    mounts.detach(ONE);
    BucketAttachment next =
        mounts.attach(new ContainerId("ct-two"), spec("s3://weights/minilm/", true), KEYS);
    assertThat(next.directory().resolve("config.json")).hasContent("{}");
  }

  @Test
  void aStoreThatAnswersNothingEndsTheMountAndWhoReadsGetsAnError() throws Exception {
    mounts.close();
    mounts =
        BucketMounts.open(
            data,
            ContainerUser.ofServer(),
            new MountHealth(Duration.ofMillis(100), Duration.ofSeconds(4)));
    CompletableFuture<String> told = new CompletableFuture<>();
    mounts.onLoss((container, why) -> told.complete(container + ": " + why));
    Path seen = attach("s3://weights/minilm/", true);
    server.freeze();
    try {
      assertThatThrownBy(() -> Files.readString(seen.resolve("layers/one.bin")))
          .isInstanceOf(IOException.class);
      assertThat(told.get(60, TimeUnit.SECONDS))
          .isEqualTo(
              "ct-one: the bucket mount s3://weights/minilm/ ended: nothing has answered for 4 s,"
                  + " so that whoever reads would wait for minutes");
    } finally {
      server.thaw();
    }
  }

  @Test
  void anOrderlyEndIsNoLoss() {
    CompletableFuture<String> told = new CompletableFuture<>();
    mounts.onLoss((_, why) -> told.complete(why));
    attach("s3://weights/minilm/", true);
    mounts.detach(ONE);
    assertThat(programsLeft()).isEmpty();
    assertThat(told).isNotDone();
  }

  @Test
  void aLaterServerTakesUpTheMountsOfContainersThatRunAndEndsTheOthers() throws Exception {
    Path lives = attach("s3://weights/minilm/", true);
    Path gone =
        mounts.attach(new ContainerId("ct-gone"), spec("s3://weights/", true), KEYS).directory();
    mounts = BucketMounts.open(data, ContainerUser.ofServer()); // the first one is killed
    CompletableFuture<String> told = new CompletableFuture<>();
    mounts.onLoss((container, why) -> told.complete(container + ": " + why));

    mounts.recover(Set.of(ONE));

    assertThat(gone.getParent()).doesNotExist();
    assertThat(lives.resolve("config.json")).hasContent("{}");
    assertThat(programsLeft()).hasSize(1);
    programsLeft().forEach(ProcessHandle::destroyForcibly);
    assertThat(told.get(60, TimeUnit.SECONDS)).startsWith("ct-one: the bucket mount s3://weights/");
  }

  @Test
  void whatABucketHoldsOutlivesAMountThatCannotBeUnmountedAtOnce() throws IOException {
    Path seen = attach("s3://weights/out/", false);
    Files.writeString(seen.resolve("kept.txt"), "kept");
    InputStream open = Files.newInputStream(seen.resolve("kept.txt"));
    mounts.detach(ONE);
    assertThatThrownBy(open::close).isInstanceOf(IOException.class);
    assertThat(server.keys(folder)).contains("out/kept.txt");
  }
}
