package dev.carafe.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.client.control.CallRow;
import dev.carafe.client.control.CallTimeline;
import dev.carafe.client.control.StageMark;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TimelinePrinterTest {
  private static final Instant START = Instant.parse("2026-11-24T05:00:00Z");

  @Test
  void eachStageHasItsShare() {
    Screen screen = Screen.plain();
    CallRow call =
        new CallRow("ca-1", "demo", "A.b", "remote", "succeeded", START, Optional.empty(), 1);
    TimelinePrinter.print(
        screen.terminal(),
        new CallTimeline(
            call,
            List.of(
                new StageMark("ARRIVED", START, ""),
                new StageMark("STARTED", START.plusMillis(600), "ct-1"),
                new StageMark("ENTERED", START.plusMillis(900), ""),
                new StageMark("RETURNED", START.plusMillis(1200), "")),
            "succeeded",
            "ct-1",
            1),
        false);
    assertThat(screen.out())
        .isEqualTo(
            """
            ca-1  demo/A.b  1 input, 1 attempt, on ct-1
            STAGE          AT    TOOK                   DETAIL
            arrived   0.00 ms
            started    600 ms  600 ms  ███████████████  ct-1
            entered    900 ms  300 ms  ████████
            returned    1.2 s  300 ms  ████████
            succeeded
            """);
  }
}
