package dev.carafe.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.carafe.annotations.reference.Func1;
import dev.carafe.client.Call;
import dev.carafe.client.CallCancelledException;
import dev.carafe.client.Carafe;
import dev.carafe.client.ClsHandle;
import dev.carafe.client.ContainerLostException;
import dev.carafe.client.EnterFailedException;
import dev.carafe.client.FunctionTimeoutException;
import dev.carafe.client.InvalidException;
import dev.carafe.client.NotFoundException;
import dev.carafe.client.Outcome;
import dev.carafe.client.RemoteException;
import dev.carafe.client.ResourceExhaustedException;
import dev.carafe.client.ResultExpiredException;
import dev.carafe.client.SignatureMismatchException;
import dev.carafe.protocol.proto.CallKind;
import dev.carafe.protocol.proto.Target;
import dev.carafe.usage.Demo.Embedder;
import dev.carafe.usage.Demo.NoModelException;
import dev.carafe.usage.Demo.Size;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CallsTest {
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

  @Test
  void theTargetCarriesNameSignatureParametersAndOptions() {
    var _ =
        embedder
            .with("modelId", "e5")
            .with("depth", 3)
            .with("seed", 4)
            .with("rate", 1)
            .with("fast", true)
            .with("size", Size.LARGE)
            .with("key", new byte[] {1, 2})
            .options(o -> o.gpu("A100", "any").maxContainers(3).timeout(Duration.ofMillis(1500)))
            .remote(Embedder::embed, "x");

    Target target = server.declared.getFirst();
    assertThat(target.getApp()).isEqualTo("demo");
    assertThat(target.getFunction()).isEqualTo("Embedder.embed");
    assertThat(target.getSignature()).isEqualTo("(java.lang.String) float[]");
    assertThat(target.getJvmDescriptor()).isEqualTo("(Ljava/lang/String;)[F");
    assertThat(target.getParametersMap())
        .containsEntry("modelId", "e5")
        .containsEntry("depth", "3")
        .containsEntry("seed", "4")
        .containsEntry("rate", "1.0")
        .containsEntry("fast", "true")
        .containsEntry("size", "LARGE")
        .containsEntry("key", "AQI=");
    assertThat(target.getOptions().getGpuList()).containsExactly("A100", "any");
    assertThat(target.getOptions().getMaxContainers()).isEqualTo(3);
    assertThat(target.getOptions().getTimeout()).isEqualTo("1500ms");
    assertThat(target.getOptions().hasMemory()).isFalse();
  }

  @Test
  void nestedTypesOfTheSignatureHaveBinaryNames() {
    carafe.remote(Demo::nested, java.util.List.of());

    assertThat(server.declared.getFirst().getSignature())
        .isEqualTo(
            "(java.util.List<java.util.Map<java.lang.String, dev.carafe.usage.Demo$Point>>)"
                + " java.util.Map<java.lang.String, java.util.List<dev.carafe.usage.Demo$Point>>");
  }

  @Test
  void aFunctionIsDeclaredOnceAndThenCalledByNumber() {
    for (int i = 0; i < 5; i++) {
      var _ = carafe.cls(Embedder.class).remote(Embedder::embed, "x");
    }

    assertThat(server.declared).hasSize(1);
    assertThat(server.opened).hasSize(5);
  }

  @Test
  void parametersAreCheckedByNameAndTypeBeforeAnythingIsSent() {
    assertThatThrownBy(() -> embedder.with("modelID", "x"))
        .isInstanceOf(InvalidException.class)
        .hasMessageContaining("Embedder has no @Parameter \"modelID\". Did you mean modelId?")
        .hasMessageContaining("It has: modelId, depth, seed, rate, fast, size, key");
    assertThatThrownBy(() -> embedder.with("depth", "three"))
        .hasMessage("@Parameter int Embedder.depth cannot be a String. Pass an int");
    assertThatThrownBy(() -> embedder.with("depth", 3L)).hasMessageContaining("cannot be a Long");
    assertThatThrownBy(() -> embedder.with("modelId", null)).hasMessageContaining("cannot be null");
    assertThat(server.declared).isEmpty();
  }

  @Test
  void aLambdaIsRefusedWithTheEditToMake() {
    Func1<String, String> lambda = text -> Demo.join(text, "x");

    assertThatThrownBy(() -> carafe.remote(lambda, "a"))
        .isInstanceOf(InvalidException.class)
        .hasMessageContaining("A lambda in CallsTest cannot be called remotely")
        .hasMessageContaining("write Type::method");
  }

  @Test
  void aBoundReferenceIsRefusedWithTheEditToMake() {
    Embedder object = new Embedder();

    assertThatThrownBy(() -> carafe.remote(object::embed, "a"))
        .isInstanceOf(InvalidException.class)
        .hasMessageContaining("embed is bound to an object")
        .hasMessageContaining("Embedder::embed");
  }

  @Test
  void whatCannotBeCalledIsRefusedWithTheEditToMake() {
    assertThatThrownBy(() -> carafe.remote(Demo::unmarked, "a"))
        .isInstanceOf(InvalidException.class)
        .hasMessage("Demo.unmarked cannot be called remotely. Add @Function to it");
    assertThatThrownBy(() -> embedder.remote(Embedder::unmarked))
        .hasMessageContaining("Embedder.unmarked cannot be called remotely. Add @Method");
    assertThatThrownBy(() -> embedder.remote(Embedder::tokens, "a"))
        .hasMessageContaining("call it by stream(…)");
    assertThatThrownBy(() -> embedder.remote(Embedder::embedAll, java.util.List.of("a")))
        .hasMessageContaining("@Batched: pass one element");
    assertThat(server.opened).isEmpty();
  }

  @Test
  void aUsersExceptionIsTheCauseAndTheStacksAreStitched() {
    RemoteException thrown =
        catchThrowableOfType(
            RemoteException.class, () -> embedder.remote(Embedder::fail, "not here"));

    assertThat(thrown.getCause()).isInstanceOf(NoModelException.class).hasMessage("not here");
    assertThat(thrown)
        .hasMessageStartingWith(
            "demo/Embedder.fail threw dev.carafe.usage.Demo$NoModelException: not here"
                + " (container ct-1, attempt 2)")
        .hasMessageEndingWith("Last log lines:\n  loading\n  failing now");
    assertThat(thrown.logTail()).containsExactly("loading", "failing now");
    var frames = Arrays.stream(thrown.getStackTrace()).map(StackTraceElement::toString).toList();
    assertThat(frames.get(0)).contains("Demo$Embedder.fail(Demo.java");
    assertThat(frames.get(1)).startsWith("--- demo/Embedder.fail on container ct-1 attempt 2 ---");
    assertThat(frames.get(2)).contains("CallsTest");
  }

  @Test
  void causesOfTheUsersExceptionComeAlong() {
    assertThatThrownBy(() -> embedder.remote(Embedder::failDeep, "deep"))
        .isInstanceOf(RemoteException.class)
        .cause()
        .isInstanceOf(IllegalArgumentException.class)
        .cause()
        .isInstanceOf(IOException.class)
        .hasMessage("disk");
  }

  @Test
  void everyOutcomeHasItsException() {
    assertThatThrownBy(() -> embedder.remote(Embedder::scripted, "timeout"))
        .isInstanceOf(FunctionTimeoutException.class)
        .hasMessageContaining("ran past its timeout of 90s on container ct-9, attempt 1");
    assertThatThrownBy(() -> embedder.remote(Embedder::scripted, "enter"))
        .isInstanceOf(EnterFailedException.class)
        .hasMessageContaining("3 times in a row")
        .hasMessageContaining("loading weights")
        .hasCauseInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> embedder.remote(Embedder::scripted, "lost"))
        .isInstanceOf(ContainerLostException.class)
        .hasMessageContaining("lost 8 times. The last time: out of memory")
        .hasMessageContaining("last words");
    assertThatThrownBy(() -> embedder.remote(Embedder::scripted, "expired"))
        .isInstanceOf(ResultExpiredException.class)
        .hasMessage("kept until Monday");
    assertThatThrownBy(() -> embedder.remote(Embedder::scripted, "full"))
        .isInstanceOf(ResourceExhaustedException.class);
    assertThatThrownBy(() -> embedder.remote(Embedder::scripted, "cancelled"))
        .isInstanceOf(CallCancelledException.class)
        .hasMessageContaining("by an operator");
  }

  @Test
  void aProcessThatEndsByItselfIsToldWithWhereToLook() {
    for (String script : List.of("exited", "exitedEarly")) {
      assertThatThrownBy(() -> embedder.remote(Embedder::scripted, script))
          .hasMessageContaining("exit code")
          .hasMessageEndingWith("look for System.exit and Runtime.halt in what it runs");
    }
  }

  @Test
  void anotherSignatureIsRefusedBeforeTheCallIsSent() {
    server.refusal =
        java.util.Optional.of(
            dev.carafe.protocol.proto.Outcome.Rejected.newBuilder()
                .setCode(dev.carafe.protocol.proto.Outcome.Code.CODE_SIGNATURE_MISMATCH)
                .setReason("embed now takes (String, int); you call (String)")
                .build());

    assertThatThrownBy(() -> embedder.remote(Embedder::embed, "x"))
        .isInstanceOf(SignatureMismatchException.class)
        .hasMessage("embed now takes (String, int); you call (String)");
    assertThat(server.opened).isEmpty();

    server.refusal = java.util.Optional.empty();
    assertThat(embedder.remote(Embedder::embed, "x")).hasSize(2);
  }

  @Test
  void anUnknownFunctionIsNotFound() {
    assertThatThrownBy(() -> carafe.function("demo", "Embedder.embd").remote(float[].class, "x"))
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void twentyMegabytesGoThereAndBackAndTheSameBytesAreSentOnce() {
    byte[] large = new byte[20_000_000];
    new Random(1).nextBytes(large);

    assertThat(embedder.remote(Embedder::echo, large)).isEqualTo(large);
    assertThat(embedder.remote(Embedder::echo, large)).isEqualTo(large);
    assertThat(server.blobs.uploads).hasValue(1);
    assertThat(server.opened.getFirst().getInput().hasBlob()).isTrue();
  }

  @Test
  void anInterruptedCallerCancelsItsCall() throws Exception {
    var thrown = new CompletableFuture<Throwable>();
    Thread caller =
        Thread.startVirtualThread(
            () -> {
              try {
                var _ = embedder.remote(Embedder::block, "x");
              } catch (CallCancelledException e) {
                thrown.complete(
                    Thread.currentThread().isInterrupted() ? e : new AssertionError("no flag"));
              }
            });
    Demo.started.await();
    caller.interrupt();

    assertThat(thrown.get(10, TimeUnit.SECONDS)).isInstanceOf(CallCancelledException.class);
    assertThat(Demo.interrupted.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void closingTheClientCancelsWhatRunsAndTellsWhoWaits() throws Exception {
    CompletableFuture<Throwable> thrown =
        CompletableFuture.supplyAsync(
            () ->
                catchThrowableOfType(
                    CallCancelledException.class, () -> embedder.remote(Embedder::block, "x")),
            Thread::startVirtualThread);
    Demo.started.await();
    carafe.close();

    assertThat(thrown.get(10, TimeUnit.SECONDS)).hasMessageContaining("closed");
    assertThat(Demo.interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    assertThatThrownBy(() -> embedder.remote(Embedder::embed, "x"))
        .isInstanceOf(CallCancelledException.class);
  }

  @Test
  void aSpawnedCallIsTakenUpByItsIdFromAnotherClient() throws Exception {
    Call<String> call = embedder.spawn(Embedder::block, "kept");
    Demo.started.await();

    assertThat(call.isDone()).isFalse();
    assertThat(call.poll()).isEmpty();
    assertThatThrownBy(() -> call.get(Duration.ofMillis(20)))
        .isInstanceOf(FunctionTimeoutException.class)
        .hasMessageContaining("has not ended within 20ms; it goes on");
    carafe.close();
    try (Carafe other = Carafe.connect(server.address())) {
      Call<String> again = other.call(call.id(), String.class);
      Demo.gate.countDown();

      assertThat(again.get(Duration.ofSeconds(10))).isEqualTo("kept");
      assertThat(again.isDone()).isTrue();
      assertThat(again.poll()).contains(new Outcome.Value<>("kept"));
    }
  }

  @Test
  void aSpawnedCallIsCancelledOnDemand() throws Exception {
    Call<String> call = embedder.spawn(Embedder::block, "x");
    Demo.started.await();

    call.cancel();

    assertThatThrownBy(() -> call.get(Duration.ofSeconds(10)))
        .isInstanceOf(CallCancelledException.class);
  }

  @Test
  void anUnknownCallIsNotFound() {
    assertThatThrownBy(() -> carafe.call("ca-none", String.class).get())
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void aGeneratorIsReadAsFarAsItIsAskedFor() throws Exception {
    try (var numbers = embedder.stream(Embedder::endless)) {
      assertThat(numbers.limit(200)).hasSize(200).endsWith(199);
    }

    assertThat(server.opened.getFirst().getKind()).isEqualTo(CallKind.CALL_KIND_GENERATOR);
    assertThat(server.opened.getFirst().getCredit()).isEqualTo(64);
    Waits.until(() -> server.cancelled.size() == 1);
  }

  @Test
  void aGeneratorThatThrowsGivesItsItemsFirst() {
    var seen = new java.util.ArrayList<Integer>();

    assertThatThrownBy(() -> embedder.stream(Embedder::faulty).forEach(seen::add))
        .isInstanceOf(RemoteException.class)
        .hasMessageContaining("no third item");
    assertThat(seen).containsExactly(0, 1, 2);
  }

  @Test
  void localCallsRunTheHooksInThisJvm() {
    ClsHandle<Embedder> e5 = embedder.with("modelId", "e5-large");

    assertThat(e5.local(Embedder::embed, "abc")).containsExactly(3, 8);
    assertThat(e5.local(Embedder::embedAll, "abcd")).containsExactly(4, 8);
    assertThat(e5.local(Embedder::tokens, "a b")).containsExactly("a", "b");
    assertThat(e5.local(Embedder::hooksRun)).containsExactly("base", "zulu e5-large", "alpha");
    assertThatThrownBy(() -> e5.local(Embedder::failDeep, "here"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(carafe.local(Demo::add, 1, 2)).isEqualTo(3);
    e5.close();
    assertThat(Demo.exits).containsExactly("leave", "baseExit");
    assertThat(server.declared).isEmpty();
  }
}
