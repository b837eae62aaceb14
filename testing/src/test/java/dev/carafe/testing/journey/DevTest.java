package dev.carafe.testing.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.client.Carafe;
import dev.carafe.testing.CarafeCommand;
import dev.carafe.testing.CarafeTest;
import dev.carafe.testing.Installed;
import dev.carafe.testing.RunningCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `carafe dev`, as somebody who saves a file and calls again sees it.
@CarafeTest(apps = Steps.class)
@Timeout(400)
final class DevTest {
  private static final String COUNTER =
      """
      import java.net.URI;
      import java.net.http.*;
      @App("tally")
      public class Tally {
        @Cls(scaledownWindow = "20m")
        @Concurrent(max = 4)
        public static class Counter {
          private int count;
          @Enter void enter() { count = 100; }
          @Method public String next() { count++; return "first " + count; }
          @Method public String slow(String journal) throws Exception {
            while (ask(journal) != 200) { Thread.sleep(20); }
            return ending();
          }
          private String ending() { return "ending one"; }
        }
        static final HttpClient HTTP = HttpClient.newHttpClient();
        static int ask(String journal) throws Exception {
          HttpRequest begun =
              HttpRequest.newBuilder(URI.create(journal))
                  .POST(HttpRequest.BodyPublishers.ofString("begun")).build();
          return HTTP.send(begun, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
      }
      """;

  private static final Pattern NEW_CODE =
      Pattern.compile("Counter: (new code in 1 container|a call has been running .* start anew)");

  @TempDir Path folder;

  private RunningCommand dev(CarafeCommand command, String source) {
    save(source);
    RunningCommand dev = command.start("dev", "Tally.java");
    says(dev, "Ctrl-C ends it");
    return dev;
  }

  private void save(String source) {
    Source.write(folder, "Tally", source);
  }

  private static void says(RunningCommand dev, String words) {
    Eventually.is("dev says " + words, () -> dev.err().contains(words), dev::err);
  }

  private static String next(Carafe carafe) {
    return carafe.function("tally", "Counter.next").remote(String.class);
  }

  /// The one before was killed with its test, and its server notices after a moment.
  private CarafeCommand at(Carafe carafe) {
    Eventually.is(
        "the app of the test before is gone",
        () ->
            carafe.control().apps().stream().noneMatch(a -> a.name().equals("tally"))
                && carafe.control().containers("tally", false).isEmpty(),
        () -> carafe.control().containers("tally", false).toString());
    return CarafeCommand.in(folder).withServer(carafe.address());
  }

  @Test
  void aNewMethodBodyServesTheNextCallAndKeepsWhatEnterMade(Carafe carafe) {
    try (RunningCommand dev = dev(at(carafe), COUNTER)) {
      assertThat(next(carafe)).isEqualTo("first 101");

      save(COUNTER.replace("\"first \"", "\"second \""));
      says(dev, "Counter: new code in 1 container");

      assertThat(next(carafe)).isEqualTo("second 102");
      assertThat(carafe.control().containers("tally", false)).hasSize(1);
    }
  }

  @Test
  void codeThatDoesNotCompileIsShownAtItsPlaceAndTheOldOneServes(Carafe carafe) {
    try (RunningCommand dev = dev(at(carafe), COUNTER)) {
      assertThat(next(carafe)).isEqualTo("first 101");

      save(COUNTER.replace("return \"first \" + count;", "return cuont;"));
      says(dev, "Tally.java:12:52");

      assertThat(next(carafe)).isEqualTo("first 102");

      save(COUNTER.replace("\"first \"", "\"mended \""));
      says(dev, "Counter: new code in 1 container");

      assertThat(next(carafe)).isEqualTo("mended 103");
    }
  }

  @Test
  void whatARunningClassCannotTakeStartsAnewAndSaysWhy(Carafe carafe) {
    try (RunningCommand dev = dev(at(carafe), COUNTER)) {
      assertThat(next(carafe)).isEqualTo("first 101");

      save(
          COUNTER
              .replace("private int count;", "private int count; private int step;")
              .replace("\"first \"", "\"second \""));
      says(dev, "Counter: field step was added, so its containers start anew");

      assertThat(next(carafe)).isEqualTo("second 101");

      save(
          COUNTER
              .replace("private int count;", "private int count; private int step;")
              .replace("count = 100;", "count = 200;"));
      says(dev, "Counter: its @Enter method enter changed and has run already");

      assertThat(next(carafe)).isEqualTo("first 201");
    }
  }

  @Test
  void aCallInFlightFinishesOnTheOldCode(Carafe carafe) {
    try (Journal journal = Journal.open();
        RunningCommand dev = dev(at(carafe), COUNTER)) {
      var slow = carafe.function("tally", "Counter.slow").spawn(String.class, journal.url());
      journal.awaitLast("begun");

      save(COUNTER.replace("ending one", "ending two").replace("\"first \"", "\"second \""));
      Eventually.is(
          "the next version serves",
          () -> carafe.control().apps().stream().anyMatch(a -> a.version() == 2),
          dev::err);
      journal.letGo();

      assertThat(slow.get()).isEqualTo("ending one");
      Eventually.is( // a machine so busy that the call seems to be a long one may start it anew
          "dev says that the new code is there",
          () -> NEW_CODE.matcher(dev.err()).find(),
          dev::err);
      assertThat(next(carafe)).isEqualTo("second 101");
    }
  }

  @Test
  void endingItBySignalLeavesNothing() throws IOException {
    CarafeCommand command = CarafeCommand.in(folder).with("CARAFE_ENGINE", Installed.engine());
    Path data = folder.resolve("data");
    try (RunningCommand dev = dev(command, COUNTER)) {
      assertThat(command.run("call", "tally/Counter.next").out().strip()).isEqualTo("first 101");
      assertThat(LiveContainers.of(data)).hasSize(1);

      ProcessHandle.of(dev.pid()).orElseThrow().destroy();
      dev.await(60, TimeUnit.SECONDS);

      assertThat(LiveContainers.leftBy(data)).isEmpty();
    }
  }
}
