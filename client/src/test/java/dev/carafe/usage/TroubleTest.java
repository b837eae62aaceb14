package dev.carafe.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.carafe.client.AuthenticationException;
import dev.carafe.client.Call;
import dev.carafe.client.Carafe;
import dev.carafe.client.InvalidException;
import dev.carafe.client.UnavailableException;
import dev.carafe.client.spi.ConnectOptions;
import dev.carafe.usage.Demo.Embedder;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TroubleTest {
  private final FakeServer server = new FakeServer(new Demo(), new Embedder());

  @BeforeEach
  void reset() {
    Demo.reset();
  }

  @AfterEach
  void close() {
    Demo.gate.countDown();
    server.close();
  }

  private static CompletableFuture<String> blocking(Carafe carafe) {
    return CompletableFuture.supplyAsync(
        () -> carafe.cls(Embedder.class).remote(Embedder::block, "done"),
        Thread::startVirtualThread);
  }

  @Test
  void aCallSurvivesABrokenStreamAndRunsOnce() throws Exception {
    try (Carafe carafe = Carafe.connect(server.address())) {
      CompletableFuture<String> result = blocking(carafe);
      Demo.started.await();

      server.breakStream();
      Waits.until(() -> server.sessions.size() == 2 && server.opened.size() == 2);
      Demo.gate.countDown();

      assertThat(result.get(20, TimeUnit.SECONDS)).isEqualTo("done");
      assertThat(server.executions).hasValue(1);
      assertThat(server.sessions.get(0).getSessionId())
          .isEqualTo(server.sessions.get(1).getSessionId());
      assertThat(server.opened.get(0).getCallId()).isEqualTo(server.opened.get(1).getCallId());
    }
  }

  @Test
  void aCallSurvivesAServerThatRestartsWithoutItsMemory() throws Exception {
    try (Carafe carafe = Carafe.connect(server.address())) {
      CompletableFuture<String> result = blocking(carafe);
      Demo.started.await();

      server.stop(true);
      server.startAgain();
      Waits.until(() -> server.executions.get() == 2);
      Demo.gate.countDown();

      assertThat(result.get(20, TimeUnit.SECONDS)).isEqualTo("done");
    }
  }

  @Test
  void whatWasDeclaredWhileTheServerWasAwayIsDeclaredAfterwards() throws Exception {
    try (Carafe carafe = Carafe.connect(server.address())) {
      assertThat(carafe.remote(Demo::add, 1, 2)).isEqualTo(3);
      server.stop(true);
      CompletableFuture<String> joined =
          CompletableFuture.supplyAsync(
              () -> carafe.remote(Demo::join, "a", "b"), Thread::startVirtualThread);
      server.startAgain();

      assertThat(joined.get(20, TimeUnit.SECONDS)).isEqualTo("ab");
    }
  }

  @Test
  void aMapGoesOnWhereItWasAfterABreak() throws Exception {
    try (Carafe carafe = Carafe.connect(server.address())) {
      List<Integer> numbers = IntStream.range(0, 3_000).map(i -> i * 5).boxed().toList();
      try (Stream<Integer> doubled = carafe.cls(Embedder.class).map(Embedder::failOn, numbers)) {
        Iterator<Integer> results = doubled.iterator();
        for (int i = 0; i < 3_000; i++) {
          if (i == 100 || i == 1_500 || i == 2_900) {
            server.breakStream();
          }
          assertThat(results.next()).isEqualTo(i * 10);
        }
        assertThat(results.hasNext()).isFalse();
      }
    }
  }

  @Test
  void aWaitForASpawnedCallSurvivesABreak() throws Exception {
    try (Carafe carafe = Carafe.connect(server.address())) {
      Call<String> call = carafe.cls(Embedder.class).spawn(Embedder::block, "kept");
      Demo.started.await();
      CompletableFuture<String> result =
          CompletableFuture.supplyAsync(call::get, Thread::startVirtualThread);

      server.breakStream();
      Waits.until(() -> server.sessions.size() == 2);
      Demo.gate.countDown();

      assertThat(result.get(20, TimeUnit.SECONDS)).isEqualTo("kept");
    }
  }

  @Test
  void aServerThatStaysAwayEndsTheWaitWithItsAddressAndTheEdit() throws Exception {
    ConnectOptions impatient =
        ConnectOptions.to(server.address()).withReconnectFor(Duration.ofMillis(300));
    try (Carafe carafe = Carafe.connect(impatient)) {
      CompletableFuture<String> result = blocking(carafe);
      Demo.started.await();
      server.stop(true);

      assertThat(catchThrowable(() -> result.get(20, TimeUnit.SECONDS)).getCause())
          .isInstanceOf(UnavailableException.class)
          .hasMessageContaining(server.address())
          .hasMessageContaining("carafe server start");
      assertThatThrownBy(() -> carafe.remote(Demo::hello)).isInstanceOf(UnavailableException.class);

      server.startAgain();
      assertThat(carafe.remote(Demo::hello)).isEqualTo("hello");
    }
  }

  @Test
  void whoWaitsIsToldThatTheServerIsAwayAndThatItIsThereAgain() throws Exception {
    List<String> told = new CopyOnWriteArrayList<>();
    try (Carafe carafe =
        Carafe.connect(ConnectOptions.to(server.address()).withNotices(told::add))) {
      server.stop(false);
      Waits.until(() -> !told.isEmpty());
      server.startAgain();
      Waits.until(() -> told.size() > 1);
      assertThat(carafe.remote(Demo::hello)).isEqualTo("hello");
    }
    assertThat(told)
        .containsExactly(
            "the server at %s does not answer; trying again for 60 s".formatted(server.address()),
            "the server at %s is there again".formatted(server.address()));
  }

  @Test
  void aFunctionThatIsGoneAfterARestartIsRefused() throws Exception {
    try (Carafe carafe = Carafe.connect(server.address())) {
      CompletableFuture<String> result = blocking(carafe);
      Demo.started.await();
      server.refusal =
          java.util.Optional.of(
              dev.carafe.protocol.proto.Outcome.Rejected.newBuilder()
                  .setCode(dev.carafe.protocol.proto.Outcome.Code.CODE_NOT_FOUND)
                  .setReason("no app demo")
                  .build());
      server.stop(true);
      server.startAgain();

      assertThat(catchThrowable(() -> result.get(20, TimeUnit.SECONDS)).getCause())
          .isInstanceOf(dev.carafe.client.NotFoundException.class)
          .hasMessage("no app demo");
    }
  }

  @Test
  void noServerIsSaidWithTheAddressAndTheEdit() throws Exception {
    String address = server.address();
    server.close();

    assertThatThrownBy(() -> Carafe.connect(address))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining(address)
        .hasMessageContaining("carafe server start")
        .hasMessageContaining("CARAFE_SERVER");
  }

  @Test
  void anAddressThatIsNoneIsSaid() {
    assertThatThrownBy(() -> Carafe.connect("host:port:x"))
        .isInstanceOf(InvalidException.class)
        .hasMessageContaining("HOST:PORT");
  }

  @Test
  void theTokenIsSentAndAWrongOneIsAnAuthenticationFailure() {
    server.token = "secret";

    assertThatThrownBy(() -> Carafe.connect(server.address()))
        .isInstanceOf(AuthenticationException.class)
        .hasMessageContaining("unknown token");
    ConnectOptions options = ConnectOptions.to(server.address()).withToken("secret");
    try (Carafe carafe = Carafe.connect(options)) {
      assertThat(carafe.remote(Demo::hello)).isEqualTo("hello");
    }
  }
}
