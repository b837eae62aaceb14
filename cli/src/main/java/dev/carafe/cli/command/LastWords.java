package dev.carafe.cli.command;

import dev.carafe.client.CarafeException;
import dev.carafe.client.control.ContainerRow;
import dev.carafe.client.control.ControlClient;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

/// Ends the app of a run while its logs still come: what its `@Exit` hooks print is seen.
final class LastWords {
  /// Hooks and final commits have 30 s, then a container is killed.
  private static final Duration LONGEST = Duration.ofSeconds(35);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(30);

  /// Those in which no `@Enter` has begun have nothing to say.
  private static final Set<String> NOT_ENTERED = Set.of("PENDING", "PULLING_IMAGE", "STARTING");

  private LastWords() {}

  /// Returns once the app's containers have ended, at once where none has entered.
  static void hear(ControlClient control, String app) throws InterruptedException {
    try {
      Set<String> speaking = entered(control, app);
      if (speaking.isEmpty()) {
        return;
      }
      control.stop(app);
      long end = System.nanoTime() + LONGEST.toNanos();
      while (!speaking.isEmpty() && System.nanoTime() < end) {
        Thread.sleep(LOOK_AGAIN);
        speaking.retainAll(entered(control, app));
      }
    } catch (CarafeException e) {
      // the app ends with its session all the same, or has ended with its server
    }
  }

  private static Set<String> entered(ControlClient control, String app) {
    return control.containers(app, false).stream()
        .filter(c -> !NOT_ENTERED.contains(c.state()))
        .map(ContainerRow::id)
        .collect(Collectors.toSet());
  }
}
