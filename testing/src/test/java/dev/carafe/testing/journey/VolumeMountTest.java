package dev.carafe.testing.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.client.Call;
import dev.carafe.client.Carafe;
import dev.carafe.client.Volume;
import dev.carafe.testing.CarafeTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@CarafeTest(apps = Shelf.class)
@Timeout(400)
final class VolumeMountTest {
  private static final String LONG = "n".repeat(255);

  /// Makes all that is hard to keep.
  private static final String HARD =
      """
      set -e
      mkdir -p hard/empty/inner hard/modes hard/gone hard/moved
      printf x > "hard/new
      line"
      printf x > 'hard/-rf'
      printf x > 'hard/日本 🎉'
      printf x > 'hard/back\\slash'
      printf x > hard/%s
      : > hard/nothing
      for m in 400 555 640 755 666; do printf $m > hard/modes/$m; chmod $m hard/modes/$m; done
      chmod 711 hard/empty
      ln -s ../nothing hard/empty/link
      ln -s 'not there' hard/dangling
      truncate -s 50M hard/sparse
      printf end >> hard/sparse
      touch -d '2001-02-03 04:05:06.789' hard/nothing hard/modes/555
      printf x > hard/gone/file
      printf y > hard/moved/file
      """
          .formatted(LONG);

  /// Changes it again: what is there by now is in the version below.
  private static final String CHANGE =
      """
      set -e
      rm -r hard/gone
      mv hard/moved hard/here
      rm hard/-rf
      mkdir hard/-rf
      printf more >> hard/nothing
      chmod 600 hard/modes/640
      rm -r hard/empty
      mkdir hard/empty
      """;

  private static final String LIST =
      "find hard -not -type d -printf '%y %m %T@ %s %l %p\\n' -o -printf '%y %m %p\\n' | sort;"
          + " find hard -type f -exec sha256sum {} + | sort";

  @TempDir Path folder;

  private String here(String script) throws IOException, InterruptedException {
    Process shell =
        new ProcessBuilder("sh", "-c", script)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor()).as(said).isZero();
    return said;
  }

  /// Times of what is written now differ between here and there.
  private static List<String> steady(String listed) {
    String masked = listed.replaceAll("(?m)^([fl] \\d+) (?!981)\\S+", "$1 now");
    return masked.lines().sorted().toList();
  }

  @Test
  void whatAContainerCommitsTheNextOneSeesWhateverItIs(Carafe carafe) throws Exception {
    carafe.remote(Shelf::change, HARD);
    here(HARD);
    assertThat(steady(carafe.remote(Shelf::look, LIST))).isEqualTo(steady(here(LIST)));

    carafe.remote(Shelf::change, CHANGE);
    here(CHANGE);
    assertThat(steady(carafe.remote(Shelf::look, LIST))).isEqualTo(steady(here(LIST)));
  }

  @Test
  void aReadOnlyMountRefusesToBeWrittenInTheKernel(Carafe carafe) {
    carafe.remote(Shelf::change, "printf x > there");
    for (String attempt : List.of("touch new", "printf y > there", "rm there", "mkdir d")) {
      assertThat(carafe.remote(Shelf::look, attempt)).as(attempt).contains("Read-only file system");
    }
    assertThat(carafe.remote(Shelf::look, "cat there")).isEqualTo("x");
  }

  @Test
  void aSubPathIsAPartThatIsMadeAndCommittedInItsPlace(Carafe carafe) throws IOException {
    carafe.remote(Shelf::change, "printf outside > beside");
    assertThat(carafe.remote(Shelf::part, "ls -A; mkdir deep; printf in > deep/made")).isEmpty();
    Volume volume = carafe.volumes().get(Shelf.VOLUME);
    try (var made = volume.read("/some/part/deep/made")) {
      assertThat(made.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("in");
    }
    assertThat(volume.stat("/beside").size()).isEqualTo(7);
  }

  @Test
  void aReloadIsRefusedWithTheProcessAndThePathOfWhoWrites(Carafe carafe) {
    String[] said = carafe.remote(Shelf::reloadWhileOpen).split("\n");

    assertThat(said[0])
        .contains("/shelf/open by us is open for writing by process")
        .contains(said[2].replace("pid ", "process "));
    assertThat(said[1]).contains("/shelf/by another is open for writing by process", "(sh)");
  }

  @Test
  void twoContainersShareThePagesOfAFile(Carafe carafe) throws IOException {
    Path weights = folder.resolve("weights");
    Files.write(weights, new byte[64 << 20]);
    try (var upload = carafe.volumes().getOrCreate(Shelf.VOLUME).batchUpload().force(true)) {
      upload.putFile(weights, "/weights");
    }
    try (Journal journal = Journal.open()) {
      Call<long[]> one = carafe.spawn(Shelf::share, journal.url());
      Call<long[]> other = carafe.spawn(Shelf::share, journal.url());
      Eventually.is("both have it mapped", () -> journal.lines().size() == 2);
      journal.letGo();
      for (Call<long[]> call : List.of(one, other)) {
        long[] sizes = Objects.requireNonNull(call.get(Duration.ofMinutes(2)));
        assertThat(sizes[0]).as("resident").isGreaterThanOrEqualTo(64 * 1024 - 64);
        assertThat(sizes[1]).as("its share, of two").isBetween(sizes[0] / 3, sizes[0] * 2 / 3);
      }
    }
  }
}
