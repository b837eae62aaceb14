package dev.carafe.volumes.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carafe.volumes.version.VolumeException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ImportPlanTest {
  private static BucketObject object(String key, long size) {
    return new BucketObject(key, size, "\"e\"", Instant.EPOCH);
  }

  private static List<BucketObject> objects(String... keys) {
    return Stream.of(keys).map(key -> object(key, 1)).toList();
  }

  @Test
  void whatFollowsThePrefixIsThePathBelowTheTarget() {
    ImportPlan plan = ImportPlan.of(objects("m/a", "m/b/c"), "m/", "models/x");
    assertThat(plan.files()).containsOnlyKeys("models/x/a", "models/x/b/c");
    assertThat(ImportPlan.of(objects("a"), "", "").files()).containsOnlyKeys("a");
  }

  @Test
  void emptyObjectsThatEndWithASlashAreFolders() {
    ImportPlan plan =
        ImportPlan.of(List.of(object("m/", 0), object("m/empty/", 0), object("m/a", 0)), "m/", "");
    assertThat(plan.files()).containsOnlyKeys("a");
    assertThat(plan.folders()).extracting(BucketObject::key).containsExactly("empty");
  }

  @ParameterizedTest
  @ValueSource(strings = {"m/../a", "m//a", "m/a//b", "m/./a", "m/a/", "m/a//", "m/..", "m/a\0b"})
  void keysThatNoPathCanHoldAreRefused(String key) {
    assertThatThrownBy(() -> ImportPlan.of(objects("m/fine", key), "m/", ""))
        .isInstanceOf(VolumeException.class)
        .hasMessageStartingWith("1 of the keys have names that no path of a Volume can have")
        .hasMessageContaining("nothing was imported");
  }

  @Test
  void anObjectWithObjectsUnderItIsRefused() {
    assertThatThrownBy(() -> ImportPlan.of(objects("a", "a.txt", "a/b"), "", ""))
        .hasMessageContaining("are objects, and have objects under them")
        .hasMessageContaining(": a. Rename");
    assertThatThrownBy(() -> ImportPlan.of(List.of(object("a", 1), object("a/", 0)), "", "models"))
        .hasMessageContaining("have objects under them");
  }
}
