package dev.carafe.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ProgressTest {
  private static final long MIB = 1 << 20;
  private static final long SECOND = 1_000_000_000;
  private long now;

  @Test
  void terminalShowsOneLineWithBarRateAndTimeLeft() {
    Screen screen = Screen.live();
    try (Progress progress = new Progress(screen.terminal(), "sent", () -> now)) {
      now = SECOND;
      progress.add(256 * MIB, 1024 * MIB);
    }
    assertThat(screen.err())
        .isEqualTo(
            "\r\u001b[2Ksent ██████░░░░░░░░░░░░░░░░░░ 256 MiB of 1.0 GiB, 256 MiB/s, 3 s left"
                + "\r\u001b[2Ksent: 256 MiB in 1.0 s\n");
  }

  @Test
  void terminalIsNotRedrawnForEveryByte() {
    Screen screen = Screen.live();
    try (Progress progress = new Progress(screen.terminal(), "sent", () -> now)) {
      for (int i = 0; i < 1000; i++) {
        progress.add(1, 1000);
      }
    }
    assertThat(screen.err()).isEqualTo("sent: 1000 B in 0 ms\n");
  }

  @Test
  void elsewhereThereIsALineEveryFewSecondsAndOneAtTheEnd() {
    Screen screen = Screen.plain();
    try (Progress progress = new Progress(screen.terminal(), "sent", () -> now)) {
      now = SECOND;
      progress.add(MIB, 10 * MIB);
      now = 6 * SECOND;
      progress.add(5 * MIB, 10 * MIB);
      progress.add(4 * MIB, 10 * MIB);
      now = 8 * SECOND;
    }
    assertThat(screen.err())
        .isEqualTo(
            """
            sent: 6.0 MiB of 10.0 MiB, 1.0 MiB/s, 4 s left
            sent: 10.0 MiB in 8.0 s
            """);
  }

  @Test
  void severalFilesAreCountedToo() {
    Screen screen = Screen.plain();
    try (Progress progress = new Progress(screen.terminal(), "received", () -> now)) {
      progress.files(3);
      progress.add(MIB, 2 * MIB);
      now = 5 * SECOND;
      progress.fileDone();
      progress.add(MIB, 2 * MIB);
      progress.fileDone();
      progress.fileDone();
    }
    assertThat(screen.err())
        .isEqualTo(
            """
            received: 1 of 3 files, 1.0 MiB of 2.0 MiB, 205 KiB/s, 5 s left
            received: 3 files, 2.0 MiB in 5.0 s
            """);
  }

  @Test
  void aTotalThatTurnsOutToBeLessAndALateBeginAreTakenUp() {
    Screen screen = Screen.plain();
    try (Progress progress = new Progress(screen.terminal(), "sent", () -> now)) {
      now = 100 * SECOND;
      progress.begin();
      progress.add(0, 100 * MIB);
      progress.add(2 * MIB, 8 * MIB);
      now = 105 * SECOND;
      progress.begin();
      progress.add(3 * MIB, 8 * MIB);
    }
    assertThat(screen.err())
        .isEqualTo(
            """
            sent: 5.0 MiB of 8.0 MiB, 1.0 MiB/s, 3 s left
            sent: 5.0 MiB in 5.0 s
            """);
  }

  @Test
  void nothingDoneSaysNothing() {
    Screen screen = Screen.plain();
    new Progress(screen.terminal(), "sent", () -> now).close();
    assertThat(screen.err()).isEmpty();
  }

  @Test
  void linesFitTheTerminal() {
    Screen screen = Screen.live();
    try (Progress progress = new Progress(screen.terminal(), "x".repeat(200), () -> now)) {
      now = SECOND;
      progress.add(MIB, 0);
      assertThat(screen.err()).isEqualTo("\r\u001b[2K" + "x".repeat(79));
    }
  }
}
