package dev.carafe.scheduler.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carafe.model.id.BlobId;
import dev.carafe.model.id.CallId;
import dev.carafe.model.spi.VolumeHeads.VolumeVersion;
import dev.carafe.scheduler.store.SecretStore.SealedSecret;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoreTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private static final BlobId A = new BlobId("a".repeat(64));
  private static final BlobId B = new BlobId("b".repeat(64));

  @TempDir Path dir;
  private Database database;

  @BeforeEach
  void open() {
    database = Database.open(dir.resolve("carafe.db"));
  }

  @AfterEach
  void close() {
    database.close();
  }

  private void reopen() {
    database.close();
    open();
  }

  @Test
  void versionsOfAnAppCountUpAndSurviveAReopening() {
    new AppStore(database).add("demo", "d1", "{}", NOON, "");
    new AppStore(database).add("demo", "d2", "{\"x\":1}", NOON, "rollback to v1");
    reopen();
    AppStore apps = new AppStore(database);
    assertThat(apps.serving())
        .singleElement()
        .extracting(AppStore.AppVersion::version)
        .isEqualTo(2L);
    assertThat(apps.history("demo"))
        .extracting(AppStore.AppVersion::digest)
        .containsExactly("d2", "d1");
  }

  @Test
  void aStoppedAppServesNoMoreButKeepsItsHistory() {
    AppStore apps = new AppStore(database);
    apps.add("demo", "d1", "{}", NOON, "");
    assertThat(apps.stop("demo")).isTrue();
    assertThat(apps.stop("demo")).isFalse();
    assertThat(apps.serving()).isEmpty();
    assertThat(apps.history("demo")).hasSize(1);
    assertThat(apps.add("demo", "d1", "{}", NOON, "").version()).isEqualTo(2);
    assertThat(apps.serving()).hasSize(1);
  }

  @Test
  void aSecretIsReplacedOnlyWhenAskedTo() {
    SecretStore secrets = new SecretStore(database);
    assertThat(secrets.put(new SealedSecret("s", List.of("A"), new byte[] {1}, NOON), false))
        .isTrue();
    assertThat(secrets.put(new SealedSecret("s", List.of("B"), new byte[] {2}, NOON), false))
        .isFalse();
    assertThat(secrets.find("s").orElseThrow().keys()).containsExactly("A");
    assertThat(secrets.put(new SealedSecret("s", List.of("B"), new byte[] {2}, NOON), true))
        .isTrue();
    assertThat(secrets.find("s").orElseThrow().sealed()).containsExactly(2);
    assertThat(secrets.delete("s")).isTrue();
    assertThat(secrets.delete("s")).isFalse();
  }

  @Test
  void aVolumesHeadAdvancesOnlyFromTheNumberBefore() {
    SqliteVolumeHeads heads = new SqliteVolumeHeads(database);
    assertThat(heads.advance(new VolumeVersion("v", 1, A, NOON, "ann"))).isTrue();
    assertThat(heads.advance(new VolumeVersion("v", 1, B, NOON, "bob"))).isFalse();
    assertThat(heads.advance(new VolumeVersion("v", 3, B, NOON, "bob"))).isFalse();
    assertThat(heads.advance(new VolumeVersion("v", 2, B, NOON, "bob"))).isTrue();
    reopen();
    heads = new SqliteVolumeHeads(database);
    assertThat(heads.head("v")).contains(new VolumeVersion("v", 2, B, NOON, "bob"));
    assertThat(heads.versions("v")).extracting(VolumeVersion::number).containsExactly(2L, 1L);
    assertThat(heads.rename("v", "w")).isTrue();
    assertThat(heads.rename("v", "x")).isFalse();
    assertThat(heads.heads()).extracting(VolumeVersion::volume).containsExactly("w");
    assertThat(heads.delete("w")).isTrue();
    assertThat(heads.head("w")).isEmpty();
  }

  @Test
  void olderVersionsOfOneVolumeAreForgotten() {
    SqliteVolumeHeads heads = new SqliteVolumeHeads(database);
    for (long number = 1; number <= 5; number++) {
      heads.advance(new VolumeVersion("v", number, number < 4 ? A : B, NOON, "ann"));
    }
    heads.advance(new VolumeVersion("w", 1, A, NOON, "ann"));
    assertThat(heads.manifests()).containsExactlyInAnyOrder(A, B);
    assertThat(heads.keepNewest("v", 7)).isZero();
    assertThat(heads.keepNewest("v", 2)).isEqualTo(3);
    assertThat(heads.versions("v")).extracting(VolumeVersion::number).containsExactly(5L, 4L);
    assertThat(heads.versions("w")).hasSize(1);
    assertThat(heads.manifests()).containsExactlyInAnyOrder(A, B);
    heads.delete("w");
    assertThat(heads.manifests()).containsExactly(B);
  }

  @Test
  void aSpawnedCallIsDurableOnceItsFutureIsDone() {
    CallStore calls = new CallStore(database);
    CallId id = new CallId("ca-1");
    assertThat(calls.add(id, new byte[] {1}, new byte[] {2}, NOON).join()).isTrue();
    assertThat(calls.add(id, new byte[] {1}, new byte[] {2}, NOON).join()).isFalse();
    reopen();
    calls = new CallStore(database);
    assertThat(calls.unfinished())
        .singleElement()
        .satisfies(c -> assertThat(c.input()).containsExactly(2));
    assertThat(calls.end(id, new byte[] {3}, NOON).join()).isTrue();
    assertThat(calls.end(id, new byte[] {4}, NOON).join()).isFalse();
    assertThat(calls.unfinished()).isEmpty();
    assertThat(calls.find(id).orElseThrow().outcome().orElseThrow()).containsExactly(3);
    assertThat(calls.expire(NOON.plusSeconds(1))).isEqualTo(1);
    assertThat(calls.find(id).orElseThrow().outcome()).isEmpty();
  }

  @Test
  void manyWritesShareOneCommitAndAFailingOneRollsBackAlone() {
    CallStore calls = new CallStore(database);
    List<CompletableFuture<Boolean>> good =
        IntStream.range(0, 100)
            .mapToObj(i -> calls.add(new CallId("ca-" + i), new byte[0], new byte[0], NOON))
            .toList();
    CompletableFuture<String> bad =
        database.submit(
            c -> {
              Rows.change(c, "DELETE FROM calls");
              throw new SQLException("no");
            });
    assertThat(good).allSatisfy(f -> assertThat(f.join()).isTrue());
    assertThatThrownBy(bad::join).hasRootCauseMessage("no");
    assertThat(calls.newest(1000)).hasSize(100);
  }

  @Test
  void aVisitSeesEveryCallButThoseWhoseResultExpired() {
    CallStore calls = new CallStore(database);
    for (int i = 0; i < 120; i++) {
      calls.add(new CallId("ca-" + i), new byte[0], new byte[] {1}, NOON).join();
    }
    calls.end(new CallId("ca-7"), new byte[] {2}, NOON).join();
    calls.end(new CallId("ca-8"), new byte[] {2}, NOON.plusSeconds(9)).join();
    calls.expire(NOON.plusSeconds(1));

    List<String> visited = new ArrayList<>();
    calls.forEachKept(call -> visited.add(call.id().value()));

    assertThat(visited)
        .hasSize(119)
        .doesNotHaveDuplicates()
        .contains("ca-8")
        .doesNotContain("ca-7");
  }
}
