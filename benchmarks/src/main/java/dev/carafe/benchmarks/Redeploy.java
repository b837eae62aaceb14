package dev.carafe.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// One changed class: from the start of `carafe deploy` to the first answer of the new code,
/// against `java` that compiles and runs the same source. A container of the old version is up and
/// idle.
final class Redeploy {
  private final RunningServer server;
  private final Path source;
  private int version;

  private Redeploy(RunningServer server, Path source) {
    this.server = server;
    this.source = source;
  }

  public static void main(String[] args) throws Exception {
    try (RunningServer server = RunningServer.start()) {
      new Redeploy(server, Checkout.folder("redeploy").resolve("Changing.java")).measure();
    }
  }

  private void measure() throws Exception {
    new Figure(
            "redeploy of a changed class → first new answer",
            "`java Changing.java`",
            Figure.Unit.MILLIS,
            Interleaved.run(3, 12, this::plain, this::redeploy),
            new Figure.Goal.None())
        .report();
  }

  private void change() throws IOException {
    version++;
    Files.writeString(
        source,
        """
      import dev.carafe.annotations.*;

      @App("changing")
      public class Changing {
        @Function(scaledownWindow = "5m")
        public static int answer() {
          return %d;
        }

        public static void main(String[] args) {
          System.out.println(answer());
        }
      }
      """
            .formatted(version));
  }

  private long plain() throws IOException, InterruptedException {
    change();
    return Checkout.nanosOf(
        List.of(Checkout.java(), "-cp", System.getProperty("java.class.path"), source.toString()),
        Map.of());
  }

  private long redeploy() throws IOException, InterruptedException {
    change();
    long start = System.nanoTime();
    server.command("deploy", source.toString());
    long deployed = System.nanoTime();
    int asked = 1;
    while (answer() != version) {
      asked++;
    }
    long answered = System.nanoTime();
    System.out.printf(
        "  deploy command %,d ms, then %,d ms and %d calls%n",
        (deployed - start) / 1_000_000, (answered - deployed) / 1_000_000, asked);
    return answered - start;
  }

  private int answer() {
    return server.client().function("changing", "answer").remote(Integer.class);
  }
}
