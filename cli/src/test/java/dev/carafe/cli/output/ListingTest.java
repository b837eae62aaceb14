package dev.carafe.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.client.FileEntry;
import dev.carafe.client.control.AppRow;
import dev.carafe.client.control.ContainerRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ListingTest {
  private final Screen screen = Screen.plain();
  private final Instant threeMinutesAgo = Instant.now().minus(Duration.ofMinutes(3));

  @Test
  void appsAreATableWithoutItsEmptyColumns() {
    AppsPrinter.LISTING.print(
        screen.terminal(),
        List.of(
            new AppRow(
                "embeddings",
                7,
                "deployed",
                "",
                2,
                List.of("nightly", "Embedder"),
                threeMinutesAgo),
            new AppRow("shop", 12, "deployed", "", 0, List.of("total"), threeMinutesAgo)),
        false);
    assertThat(screen.out())
        .isEqualTo(
            """
            APP         VERSION  STATE     CONTAINERS  DEPLOYED   FUNCTIONS
            embeddings       v7  deployed           2  3 min ago  nightly, Embedder
            shop            v12  deployed           0  3 min ago  total
            """);
    assertThat(screen.err()).isEmpty();
  }

  @Test
  void containersAsJsonHaveTheDocumentedKeys() {
    ContainersPrinter.LISTING.print(
        screen.terminal(),
        List.of(
            new ContainerRow(
                "ct-1",
                "embeddings",
                "Embedder",
                "IDLE",
                "",
                "local",
                List.of("H100:0"),
                0,
                Optional.of(Instant.parse("2026-11-24T05:00:00Z")))),
        true);
    assertThat(screen.out())
        .isEqualTo(
            """
            [{"app":"embeddings","function":"Embedder","gpus":["H100:0"],"id":"ct-1","inputs":0,\
            "node":"local","reason":"","started":"2026-11-24T05:00:00Z","state":"IDLE"}]
            """);
  }

  @Test
  void nothingIsSaidBesideAndIsAnEmptyArrayInJson() {
    AppsPrinter.LISTING.print(screen.terminal(), List.of(), false);
    assertThat(screen.out()).isEmpty();
    assertThat(screen.err()).isEqualTo("No apps are deployed. Deploy one: carafe deploy TARGET\n");

    AppsPrinter.LISTING.print(screen.terminal(), List.of(), true);
    assertThat(screen.out()).isEqualTo("[]\n");
  }

  @Test
  void filesShowModeSizeAndWhatTheyAre() {
    FilesPrinter.LISTING.print(
        screen.terminal(),
        List.of(
            new FileEntry("bin", FileEntry.Kind.DIRECTORY, 0, 0755, Instant.EPOCH, "", ""),
            new FileEntry("a.bin", FileEntry.Kind.FILE, 3_500_000, 0640, threeMinutesAgo, "", "ab"),
            new FileEntry("l", FileEntry.Kind.SYMLINK, 0, 0777, Instant.EPOCH, "a.bin", "")),
        false);
    assertThat(screen.out())
        .isEqualTo(
            """
            MODE          SIZE  CHANGED    PATH
            rwxr-xr-x                      bin/
            rw-r-----  3.3 MiB  3 min ago  a.bin
            rwxrwxrwx                      l -> a.bin
            """);
  }

  @Test
  void namesWithControlCharactersAreEscapedForPeopleAndExactInJson() {
    List<FileEntry> odd =
        List.of(
            new FileEntry("a\nb\u001b[31m", FileEntry.Kind.FILE, 1, 0644, Instant.EPOCH, "", "ab"));
    FilesPrinter.LISTING.print(screen.terminal(), odd, false);
    assertThat(screen.out()).endsWith("  a\\nb\\u001b[31m\n").doesNotContain("\u001b");
    FilesPrinter.LISTING.print(screen.terminal(), odd, true);
    assertThat(screen.out()).contains("\"path\":\"a\\nb\\u001B[31m\"");
  }
}
