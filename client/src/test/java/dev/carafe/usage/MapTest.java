package dev.carafe.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carafe.client.Carafe;
import dev.carafe.client.ClsHandle;
import dev.carafe.client.MapOptions;
import dev.carafe.client.Outcome;
import dev.carafe.client.RemoteException;
import dev.carafe.protocol.proto.MapInputs;
import dev.carafe.usage.Demo.Embedder;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MapTest {
  private final FakeServer server = new FakeServer(new Demo(), new Embedder());
  private final Carafe carafe = Carafe.connect(server.address());
  private final ClsHandle<Embedder> embedder = carafe.cls(Embedder.class);

  @BeforeEach
  void reset() {
    Demo.reset();
  }

  @AfterEach
  void close() {
    carafe.close();
    server.close();
  }

  private static List<String> texts(int count) {
    return IntStream.range(0, count).mapToObj(i -> "x".repeat(i % 50)).toList();
  }

  @Test
  void manyInputsComeBackInOrderInFewFrames() {
    List<String> texts = texts(5_000);

    List<Integer> lengths = carafe.map(Demo::lengths, texts).toList();

    assertThat(lengths).isEqualTo(texts.stream().map(String::length).toList());
    assertThat(server.opened).hasSize(1);
    assertThat(server.frames).allMatch(f -> f.getInputsCount() <= 128);
    assertThat(server.frames.getLast().getLast()).isTrue();
    assertThat(server.executions).hasValue(5_000);
  }

  @Test
  void unorderedBringsTheSameResults() {
    List<Integer> numbers = IntStream.range(0, 2_000).map(i -> i * 5).boxed().toList();

    assertThat(embedder.map(Embedder::failOn, numbers, MapOptions.unordered()))
        .containsExactlyInAnyOrderElementsOf(numbers.stream().map(i -> i * 2).toList());
  }

  @Test
  void anUnorderedResultDoesNotWaitForASlowerOneBefore() {
    try (Stream<String> results =
        embedder.map(Embedder::scriptedOrBlocked, List.of("block", "a"), MapOptions.unordered())) {
      assertThat(results.iterator().next()).isEqualTo("a");
    }
  }

  @Test
  void nothingIsReadOrSentBeforeTheStreamIsUsed() {
    AtomicInteger read = new AtomicInteger();
    Stream<Integer> lengths =
        carafe.map(Demo::lengths, texts(3).stream().peek(_ -> read.incrementAndGet()));

    assertThat(read).hasValue(0);
    assertThat(server.opened).isEmpty();
    assertThat(lengths).hasSize(3);
  }

  @Test
  void noInputsMakeNoCall() {
    assertThat(carafe.map(Demo::lengths, List.<String>of())).isEmpty();
    assertThat(server.opened).isEmpty();
  }

  @Test
  void atMostAThousandInputsAreReadAheadOfTheResultsTaken() throws Exception {
    AtomicInteger read = new AtomicInteger();
    Iterator<String> endless =
        Stream.generate(() -> "x").peek(_ -> read.incrementAndGet()).iterator();

    try (Stream<Integer> lengths = carafe.map(Demo::lengths, endless)) {
      Iterator<Integer> results = lengths.iterator();
      for (int i = 0; i < 500; i++) {
        results.next();
      }
      // Reading that has paused goes on when there is room for 128, not before.
      Waits.until(() -> read.get() > 500 + 1_000 - 128);
      assertThat(read.get()).isLessThanOrEqualTo(1_502);
    }
    Waits.until(() -> server.cancelled.size() == 1);
  }

  @Test
  void theFirstFailureIsThrownInItsTurnAndCancelsTheRest() throws Exception {
    var seen = Collections.synchronizedList(new java.util.ArrayList<Integer>());
    Stream<Integer> endless = Stream.iterate(0, i -> i + 1);

    assertThatThrownBy(() -> embedder.map(Embedder::failOn, endless).forEach(seen::add))
        .isInstanceOf(RemoteException.class)
        .hasMessageContaining("no 3");
    assertThat(seen).containsExactly(0, 2, 4);
    Waits.until(() -> server.cancelled.size() == 1);
  }

  @Test
  void keptFailuresStandInTheirPlace() {
    List<Outcome<Integer>> each =
        embedder.map(Embedder::failOn, List.of(1, 2, 3, 4), MapOptions.keepFailures()).toList();

    assertThat(each.get(0)).isEqualTo(new Outcome.Value<>(2));
    assertThat(each.get(1)).isEqualTo(new Outcome.Value<>(4));
    assertThat(each.get(2))
        .isInstanceOfSatisfying(
            Outcome.Failure.class,
            f -> assertThat(f.exception()).isInstanceOf(RemoteException.class));
    assertThat(each.get(3)).isEqualTo(new Outcome.Value<>(8));
    assertThat(
            embedder
                .map(Embedder::failOn, List.of(3, 8), MapOptions.unordered().keepFailures())
                .filter(o -> o instanceof Outcome.Failure))
        .hasSize(2);
  }

  @Test
  void aSourceThatThrowsEndsTheMapWithItsException() {
    Stream<String> source =
        Stream.of("a", "b", "c")
            .peek(
                t -> {
                  if (t.equals("c")) {
                    throw new IllegalStateException("source is dry");
                  }
                });

    assertThatThrownBy(() -> carafe.map(Demo::lengths, source).toList())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("source is dry");
  }

  @Test
  void aSlowSourceDoesNotHoldBackWhatItHasGiven() throws Exception {
    CountDownLatch answered = new CountDownLatch(1);
    Stream<String> source =
        Stream.of("a", "bb")
            .peek(
                t -> {
                  if (t.equals("bb")) {
                    awaitQuietly(answered);
                  }
                });

    try (Stream<Integer> lengths = carafe.map(Demo::lengths, source)) {
      Iterator<Integer> results = lengths.iterator();
      assertThat(results.next()).isEqualTo(1);
      answered.countDown();
      assertThat(results.next()).isEqualTo(2);
      assertThat(results.hasNext()).isFalse();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void largeInputsGoAsBlobs() {
    byte[] large = new byte[3_000_000];

    List<byte[]> back = embedder.map(Embedder::echo, List.of(large, new byte[] {1})).toList();

    assertThat(back.get(0)).isEqualTo(large);
    assertThat(back.get(1)).containsExactly(1);
    assertThat(server.frames.stream().map(MapInputs::getInputsList).flatMap(List::stream))
        .anyMatch(p -> p.hasBlob());
  }

  @Test
  void aMapThatIsCutShortByItsReaderIsCancelled() throws Exception {
    try (Stream<Integer> lengths = carafe.map(Demo::lengths, Stream.generate(() -> "x"))) {
      assertThat(lengths.limit(3)).hasSize(3);
    }

    Waits.until(() -> server.cancelled.size() == 1);
  }
}
